package io.pgfleet.compiler.conformance;

/**
 * A setting of the reference that is another one here, or none.
 *
 * @param artifact its name, the type in front
 * @param absent whether the whole file is missing
 * @param expected the reference's value
 */
record Difference(
    String host, String artifact, String type, boolean absent, String key, String expected) {

  /** Whether the key is that one, or ends in it below a section whose name is the user's. */
  boolean isAt(String other) {
    return key.equals(other) || key.endsWith(" > " + other);
  }

  /** Key and value in one line. */
  String text() {
    return key + ": " + expected;
  }

  @Override
  public String toString() {
    String value = expected.length() > 100 ? expected.substring(0, 100) + "…" : expected;
    return host + " " + artifact + (absent ? " (no file)" : "") + " " + key + ": " + value;
  }
}
