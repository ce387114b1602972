package io.pgfleet.compiler.module.dialect;

/** Text in the password file of libpq. */
public final class PgpassText {
  private static final Carried CARRIED = Carried.oneLine("a password file");

  private PgpassText() {}

  /** One field. */
  public static String field(String text) {
    return CARRIED.accept(text).replace("\\", "\\\\").replace(":", "\\:");
  }
}
