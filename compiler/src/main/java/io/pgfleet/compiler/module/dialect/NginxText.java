package io.pgfleet.compiler.module.dialect;

import java.util.regex.Pattern;

/** Text in the configuration of nginx, which has no way to escape a dollar sign. */
public final class NginxText {
  private static final Carried CARRIED = Carried.oneLine("nginx.conf");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.*-]+");

  private NginxText() {}

  /** One word without variables, in double quotes where it needs them. */
  public static String word(String text) {
    CARRIED.acceptWithout("$", text);
    return Escapes.plain(text) ? text : Escapes.backslashed(text, "\\\"");
  }

  /** A server or upstream name. */
  public static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw CARRIED.refused("is no name there", text);
    }
    return text;
  }
}
