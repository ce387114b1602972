package io.pgfleet.applier.node;

/**
 * How a command ended.
 *
 * @param exit exit code; 124 when its time limit passed, 127 when it does not exist
 * @param stdout at most 1 MiB
 * @param stderr at most 64 KiB
 */
public record Outcome(int exit, String stdout, String stderr) {
  public boolean succeeded() {
    return exit == 0;
  }

  /** The last line it said, for a message to people. */
  public String lastLine() {
    String said = stderr.isBlank() ? stdout : stderr;
    String[] lines = said.strip().split("\n");
    return lines[lines.length - 1].strip();
  }
}
