package io.pgfleet.compiler.cli;

/** Entry point of the compiler. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.out.println("pgfleet compiler");
  }
}
