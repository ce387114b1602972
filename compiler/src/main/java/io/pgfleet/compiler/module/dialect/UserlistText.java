package io.pgfleet.compiler.module.dialect;

/** Text in pgbouncer's list of users. */
public final class UserlistText {
  private static final Carried CARRIED = Carried.oneLine("a list of users");

  private UserlistText() {}

  /** A double-quoted word. */
  public static String quote(String text) {
    return '"' + CARRIED.accept(text).replace("\"", "\"\"") + '"';
  }
}
