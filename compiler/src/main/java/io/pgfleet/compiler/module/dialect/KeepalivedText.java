package io.pgfleet.compiler.module.dialect;

import java.util.regex.Pattern;

/** Text in the configuration of keepalived. */
public final class KeepalivedText {
  private static final Carried CARRIED = Carried.oneLine("keepalived.conf");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_./:-]+");

  private KeepalivedText() {}

  /** One word: letters, digits and {@code _ . / : -}. */
  public static String word(String text) {
    if (!WORD.matcher(text).matches()) {
      throw CARRIED.refused("is no word there", text);
    }
    return text;
  }

  /** A double-quoted command or address. */
  public static String quote(String text) {
    return '"' + CARRIED.acceptWithout("\"", text) + '"';
  }
}
