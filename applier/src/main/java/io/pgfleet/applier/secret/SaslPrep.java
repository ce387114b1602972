package io.pgfleet.applier.secret;

import java.net.IDN;
import java.text.Normalizer;

/**
 * Prepares a password for SCRAM (RFC 4013) the way the server does: a password of ASCII, and one
 * that RFC 4013 prohibits, is taken as it is.
 */
final class SaslPrep {
  /** RFC 3454, table B.1: commonly mapped to nothing. */
  private static final String NOTHING =
      "\u00ad\u034f\u1806\u180b\u180c\u180d\u200c\u200d\u2060\ufe00\ufe01\ufe02\ufe03\ufe04"
          + "\ufe05\ufe06\ufe07\ufe08\ufe09\ufe0a\ufe0b\ufe0c\ufe0d\ufe0e\ufe0f\ufeff";

  private SaslPrep() {}

  static String prepare(String password) {
    if (password.chars().allMatch(c -> c < 0x80)) {
      return password;
    }
    StringBuilder mapped = new StringBuilder();
    password
        .codePoints()
        .map(c -> isSpace(c) ? ' ' : c)
        .filter(c -> NOTHING.indexOf(c) < 0)
        .forEach(mapped::appendCodePoint);
    String prepared = Normalizer.normalize(mapped, Normalizer.Form.NFKC);
    boolean refused =
        prepared.isEmpty()
            || prepared.codePoints().anyMatch(SaslPrep::isProhibited)
            || !isOneDirection(prepared);
    return refused ? password : prepared;
  }

  /** RFC 3454, table C.1.2. */
  private static boolean isSpace(int c) {
    return c == 0xa0
        || c == 0x1680
        || (c >= 0x2000 && c <= 0x200b)
        || c == 0x202f
        || c == 0x205f
        || c == 0x3000;
  }

  /** RFC 3454, tables C.1.2 to C.9 and A.1. */
  private static boolean isProhibited(int c) {
    if (isNewerThanUnicode32(c)) {
      return true;
    }
    switch (Character.getType(c)) {
      case Character.CONTROL,
      Character.PRIVATE_USE,
      Character.SURROGATE,
      Character.UNASSIGNED,
      Character.FORMAT,
      Character.LINE_SEPARATOR,
      Character.PARAGRAPH_SEPARATOR:
        return true;
      default:
        boolean toneMark = c == 0x340 || c == 0x341;
        boolean description = c >= 0x2ff0 && c <= 0x2ffb;
        return isSpace(c) || toneMark || description || c == 0xfffc || c == 0xfffd;
    }
  }

  /** RFC 3454, table A.1: the JDK keeps it for internationalized domain names. */
  private static boolean isNewerThanUnicode32(int c) {
    if (c < 0x80) {
      return false;
    }
    String text = Character.toString(c);
    return isDomainName(text, IDN.ALLOW_UNASSIGNED) && !isDomainName(text, 0);
  }

  private static boolean isDomainName(String text, int flags) {
    try {
      IDN.toASCII(text, flags);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** RFC 3454, section 6: right-to-left text begins and ends so, and holds nothing else. */
  private static boolean isOneDirection(String text) {
    boolean right = text.codePoints().anyMatch(SaslPrep::isRight);
    if (!right) {
      return true;
    }
    boolean left =
        text.codePoints()
            .anyMatch(
                c -> Character.getDirectionality(c) == Character.DIRECTIONALITY_LEFT_TO_RIGHT);
    return !left && isRight(text.codePointAt(0)) && isRight(text.codePointBefore(text.length()));
  }

  private static boolean isRight(int c) {
    byte direction = Character.getDirectionality(c);
    return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
  }
}
