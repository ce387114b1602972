package io.pgfleet.compiler.module.dialect;

import java.util.regex.Pattern;

/** Escaping that several dialects share. */
final class Escapes {
  /** What every dialect here reads as one plain word. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,=-]+");

  private Escapes() {}

  static boolean plain(String text) {
    return PLAIN.matcher(text).matches();
  }

  /** A JSON string, which is also a double-quoted YAML scalar. */
  static String json(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t")
        + '"';
  }

  /** In double quotes, with a backslash before each of these characters. */
  static String backslashed(String text, String special) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char one : text.toCharArray()) {
      if (special.indexOf(one) >= 0) {
        quoted.append('\\');
      }
      quoted.append(one);
    }
    return quoted.append('"').toString();
  }
}
