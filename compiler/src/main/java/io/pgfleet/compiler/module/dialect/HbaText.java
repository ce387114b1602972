package io.pgfleet.compiler.module.dialect;

import java.util.regex.Pattern;

/** Text in lines of host based authentication. */
public final class HbaText {
  private static final Carried CARRIED = Carried.oneLine("an HBA rule");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.$-]+");

  private HbaText() {}

  /** The name of a database or user; quoted where a plain word would mean something else. */
  public static String name(String text) {
    if (text.isEmpty()) {
      throw CARRIED.refused("must not be empty", text);
    }
    if (NAME.matcher(text).matches()) {
      return text;
    }
    return '"' + CARRIED.accept(text).replace("\"", "\"\"") + '"';
  }
}
