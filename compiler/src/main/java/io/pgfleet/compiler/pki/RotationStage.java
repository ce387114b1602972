package io.pgfleet.compiler.pki;

/**
 * How far the exchange of an authority has come. Each stage is compiled and applied before the next
 * one begins, so that at no moment a client meets a certificate whose authority it doesn't know.
 */
public enum RotationStage {
  NONE("no exchange is under way", "'rotate-ca' makes the next authority and trusts both"),
  BOTH_TRUSTED(
      "the next authority is trusted beside the current one",
      "'rotate-ca' issues every certificate again, by the next authority"),
  REISSUED(
      "the new authority issued every certificate, and the old one is still trusted",
      "'rotate-ca' drops the old authority");

  private final String now;
  private final String next;

  RotationStage(String now, String next) {
    this.now = now;
    this.next = next;
  }

  /** What holds. */
  public String now() {
    return now;
  }

  /** What the next phase does. */
  public String next() {
    return next;
  }

  /** The number of the phase that is behind; 0 when none is. */
  public int phase() {
    return ordinal();
  }
}
