package io.pgfleet.applier.secret;

/** A value that must not be seen. Safe for use by several threads. */
final class Secret {
  private final String value;
  private final String revision;
  private final byte[] salt;
  private String verifier;

  /**
   * @param revision random id that changes with the value
   * @param salt stored beside the value, so that verifiers made of it are always the same
   */
  Secret(String value, String revision, byte[] salt) {
    this.value = value;
    this.revision = revision;
    this.salt = salt.clone();
  }

  String value() {
    return value;
  }

  String revision() {
    return revision;
  }

  byte[] salt() {
    return salt.clone();
  }

  /** Its SCRAM-SHA-256 verifier; made once, since that is slow by design. */
  synchronized String verifier() {
    if (verifier == null) {
      verifier = ScramVerifier.of(value, salt);
    }
    return verifier;
  }

  @Override
  public String toString() {
    return "secret@" + revision;
  }
}
