package io.pgfleet.compiler.module.dialect;

import java.nio.charset.StandardCharsets;

/** What a dialect can carry; everything else is refused before it is quoted. */
final class Carried {
  private static final String SECRET = "{secret:";

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
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw refused("must not contain half of a surrogate pair", text);
    }
    text.codePoints().filter(this::foreign).findFirst().ifPresent(one -> refuse(one, text));
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

  private boolean foreign(int point) {
    if (lineBreaks && (point == '\n' || point == '\t')) {
      return false;
    }
    return Character.isISOControl(point) || point == 0x2028 || point == 0x2029;
  }

  private void refuse(int point, String text) {
    String what = point == '\n' || point == '\r' ? "a line break" : "a control character";
    throw refused("can't carry " + what, text);
  }
}
