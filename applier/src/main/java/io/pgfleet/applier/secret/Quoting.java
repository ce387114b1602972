package io.pgfleet.applier.secret;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Texts as literals of other languages. */
final class Quoting {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private Quoting() {}

  /** Whether a text is one word in any language of configuration files. */
  static boolean isWord(String text) {
    return text.matches("[A-Za-z0-9._-]+");
  }

  /** A double-quoted scalar that JSON and YAML read alike. */
  static String json(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || isUnprintable(c)) {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  /** What YAML does not take as it is, although JSON would. */
  private static boolean isUnprintable(char c) {
    return (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff || c >= 0xfffe;
  }

  /** A string literal of SQL that does not depend on {@code standard_conforming_strings}. */
  static String sql(String text) {
    String quoted = "'" + text.replace("'", "''") + "'";
    return text.contains("\\") ? "E" + quoted.replace("\\", "\\\\") : quoted;
  }

  static String userlist(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  static String backslash(String text, String special) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      if (special.indexOf(c) >= 0) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }

  /** Percent-encoded for any part of a URL. */
  static String url(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (UNRESERVED.indexOf((char) (b & 0xff)) >= 0) {
        encoded.append((char) b);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
      }
    }
    return encoded.toString();
  }
}
