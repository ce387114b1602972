package io.pgfleet.applier.secret;

/**
 * A value that must not be seen.
 *
 * @param revision random id that changes with the value
 * @param salt stored beside the value, so that verifiers made of it are always the same
 */
record Secret(String value, String revision, byte[] salt) {

  @Override
  public String toString() {
    return "secret@" + revision;
  }
}
