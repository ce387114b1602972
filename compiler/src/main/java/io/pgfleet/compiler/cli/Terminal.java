package io.pgfleet.compiler.cli;

import java.io.Console;

/** Whether somebody sits at a terminal. */
final class Terminal {
  private Terminal() {}

  /** Whether both standard input and output are a terminal. */
  static boolean isThere() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // from Java 22 on there is a console that is no terminal
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException older) {
      return true;
    }
  }
}
