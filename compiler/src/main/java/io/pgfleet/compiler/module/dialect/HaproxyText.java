package io.pgfleet.compiler.module.dialect;

import java.util.regex.Pattern;

/** Text in the configuration of HAProxy. */
public final class HaproxyText {
  private static final Carried CARRIED = Carried.oneLine("haproxy.cfg");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]+");

  private HaproxyText() {}

  /** One word, in double quotes where it needs them. */
  public static String word(String text) {
    CARRIED.accept(text);
    return Escapes.plain(text) ? text : Escapes.backslashed(text, "\\\"$");
  }

  /** The name of a section or server: letters, digits and {@code _ . : -}. */
  public static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw CARRIED.refused("is no name there", text);
    }
    return text;
  }

  /** Options written as in the manual, taken over as they are. */
  public static String options(String text) {
    return CARRIED.accept(text);
  }
}
