package io.pgfleet.compiler.module.dialect;

/** Text as YAML. */
public final class YamlText {
  private static final Carried CARRIED = Carried.anyLines("YAML");

  private YamlText() {}

  /** A double-quoted scalar. */
  public static String quote(String text) {
    return Escapes.json(CARRIED.accept(text));
  }

  /** Numbers and booleans as they are, any other value as a double-quoted scalar of its text. */
  public static String scalar(Object value) {
    if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
      return value.toString();
    }
    return quote(value.toString());
  }
}
