package io.pgfleet.applier.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/** The terminal and the user's surroundings: data on standard output, talk on standard error. */
final class Console {
  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> surroundings;

  /**
   * @param surroundings environment variables
   */
  Console(PrintStream out, PrintStream err, Map<String, String> surroundings) {
    this.out = out;
    this.err = err;
    this.surroundings = surroundings;
  }

  /** The environment variables. */
  Map<String, String> variables() {
    return surroundings;
  }

  void data(String text) {
    out.print(text);
    out.flush();
  }

  /** For texts that others format. */
  PrintWriter writer() {
    return new PrintWriter(out, true);
  }

  void say(String line) {
    err.println(line);
  }

  PrintStream talk() {
    return err;
  }

  /** Shows where a bug came from. */
  void trace(Exception bug) {
    bug.printStackTrace(err);
  }

  /** Shows something and asks for consent; where nobody can answer, nobody objects. */
  boolean agrees(String text) {
    java.io.Console terminal = System.console();
    if (terminal == null || !isTerminal(terminal)) {
      return true;
    }
    err.print(text);
    String answer = terminal.readLine("overwrite what was changed on the machines? [y/N] ");
    return answer != null && answer.strip().equalsIgnoreCase("y");
  }

  /** What somebody answers; empty where nobody can. */
  String asks(String question) {
    java.io.Console terminal = System.console();
    if (terminal == null || !isTerminal(terminal)) {
      return "";
    }
    String answer = terminal.readLine("%s", question);
    return answer == null ? "" : answer.strip();
  }

  /** Whether somebody looks on who wants to see things move. */
  boolean hasTerminal() {
    java.io.Console terminal = System.console();
    return terminal != null
        && isTerminal(terminal)
        && !surroundings.getOrDefault("TERM", "dumb").equals("dumb");
  }

  /** Newer Java gives a console even where there is no terminal, and a method to tell. */
  private static boolean isTerminal(java.io.Console console) {
    try {
      return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException older) {
      return true;
    }
  }

  /** Where programs keep what they want to find again. */
  Path state() {
    String folder = surroundings.getOrDefault("XDG_STATE_HOME", "");
    Path base =
        folder.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(folder);
    return base.resolve("pgfleet");
  }

  /** Who runs the program, for others who wait for it. */
  String user() {
    String host = surroundings.getOrDefault("HOSTNAME", "");
    String user = System.getProperty("user.name");
    return host.isEmpty() ? user : user + "@" + host;
  }
}
