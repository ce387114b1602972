package io.pgfleet.compiler.secret;

/**
 * A value with what belongs to it.
 *
 * @param revision random, {@code [a-z0-9]{8}}; a new one when the value is set
 * @param salt base64 of 16 random bytes; makes verifiers of the value repeatable
 */
record StoredSecret(String value, String revision, String salt) {

  @Override
  public String toString() {
    return "StoredSecret[revision=" + revision + "]";
  }
}
