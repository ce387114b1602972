package io.pgfleet.applier.fleet;

/**
 * What a command on a node came to.
 *
 * @param code its exit code
 * @param out what it printed, without the space around it
 * @param error what it said, without the space around it
 */
public record Answer(int code, String out, String error) {

  /** What it printed. Throws {@link AssertionError} when the command failed. */
  public String orFail() {
    if (code != 0) {
      throw new AssertionError("exit code " + code + ": " + error + " " + out);
    }
    return out;
  }
}
