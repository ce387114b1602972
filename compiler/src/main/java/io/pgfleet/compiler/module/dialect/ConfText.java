package io.pgfleet.compiler.module.dialect;

/** Text in line based files without quotes: hosts, sysctl, limits, chrony, dnsmasq. */
public final class ConfText {
  private static final Carried CARRIED = Carried.oneLine("a configuration line");

  private ConfText() {}

  /** A whole line, or the rest of one, without a comment sign. */
  public static String line(String text) {
    return CARRIED.acceptWithout("#", text);
  }

  /** One word: no blanks, no quotes, no comment sign. */
  public static String word(String text) {
    if (text.isEmpty()) {
      throw CARRIED.refused("must not be empty", text);
    }
    return CARRIED.acceptWithout(" #\"'\\", text);
  }
}
