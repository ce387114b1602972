package io.pgfleet.compiler.module.dialect;

import java.util.regex.Pattern;

/** Text in ini files, whose values have no quotes and end with the line. */
public final class IniText {
  private static final Carried CARRIED = Carried.oneLine("an ini file");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.*/-]+");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_./:@%+,-]+");

  private IniText() {}

  /** A value as it is; blanks at its ends would be lost, so they are refused. */
  public static String value(String text) {
    CARRIED.accept(text);
    if (!text.equals(text.strip())) {
      throw CARRIED.refused("can't carry blanks at its ends", text);
    }
    return text;
  }

  /** A key: letters, digits and {@code _ . * / -}. */
  public static String key(String text) {
    if (!KEY.matcher(text).matches()) {
      throw CARRIED.refused("is no key there", text);
    }
    return text;
  }

  /** The value of a word in a connection string, in single quotes where it needs them. */
  public static String connectionWord(String text) {
    return WORD.matcher(text).matches()
        ? text
        : "'" + CARRIED.accept(text).replace("'", "''") + "'";
  }
}
