package io.pgfleet.compiler.secret;

import java.util.Locale;

/** Texts as double-quoted scalars of YAML, which carry anything. */
final class QuotedText {
  private QuotedText() {}

  static String of(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char one : text.toCharArray()) {
      switch (one) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        default -> {
          boolean odd = Character.isISOControl(one) || one == 0x2028 || one == 0x2029;
          quoted.append(
              odd ? String.format(Locale.ROOT, "\\u%04x", (int) one) : String.valueOf(one));
        }
      }
    }
    return quoted.append('"').toString();
  }
}
