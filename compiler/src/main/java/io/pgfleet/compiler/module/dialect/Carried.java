package io.pgfleet.compiler.module.dialect;

/** What a dialect can carry; everything else is refused before it is quoted. */
final class Carried {
  private static final String SECRET = "{secret:";
  private static final char LINE_SEPARATOR = 0x2028;
  private static final char PARAGRAPH_SEPARATOR = 0x2029;

  private final String dialect;
  private final boolean lineBreaks;

  private Carried(String dialect, boolean lineBreaks) {
    this.dialect = dialect;
    this.lineBreaks = lineBreaks;
  }

  /** A dialect whose values stand on one line. */
  static Carried oneLine(String dialect) {
    return new Carried(dialect, false);
  }

  /** A dialect that can carry line breaks and tabs. */
  static Carried anyLines(String dialect) {
    return new Carried(dialect, true);
  }

  /** The text itself when it can be carried. */
  String accept(String text) {
    if (text.contains(SECRET)) {
      throw refused("must not contain '" + SECRET + "', which stands for a secret's value", text);
    }
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      if (foreign(one)) {
        String what = one == '\n' || one == '\r' ? "a line break" : "a control character";
        throw refused("can't carry " + what, text);
      }
      if (Character.isSurrogate(one) && isHalf(text, i)) {
        throw refused("must not contain half of a surrogate pair", text);
      }
    }
    return text;
  }

  /** The text itself when it can be carried and has none of these characters. */
  String acceptWithout(String characters, String text) {
    for (int i = 0; i < characters.length(); i++) {
      if (text.indexOf(characters.charAt(i)) >= 0) {
        throw refused("can't carry the character '" + characters.charAt(i) + "'", text);
      }
    }
    return accept(text);
  }

  RefusedTextException refused(String why, String text) {
    return new RefusedTextException(dialect, why, text);
  }

  private static boolean isHalf(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
        : at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
  }

  private boolean foreign(char one) {
    if (lineBreaks && (one == '\n' || one == '\t')) {
      return false;
    }
    return Character.isISOControl(one) || one == LINE_SEPARATOR || one == PARAGRAPH_SEPARATOR;
  }
}
