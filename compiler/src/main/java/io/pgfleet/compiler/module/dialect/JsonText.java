package io.pgfleet.compiler.module.dialect;

/** Text as JSON. */
public final class JsonText {
  private static final Carried CARRIED = Carried.anyLines("JSON");

  private JsonText() {}

  /** A string, quotes included. */
  public static String quote(String text) {
    return Escapes.json(CARRIED.accept(text));
  }
}
