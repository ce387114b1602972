package io.pgfleet.compiler.module.dialect;

/** Text as a value of {@code postgresql.conf} and files that read like it. */
public final class PostgresConfText {
  private static final Carried CARRIED = Carried.oneLine("postgresql.conf");

  private PostgresConfText() {}

  /** A single-quoted value. */
  public static String quote(String text) {
    return "'" + CARRIED.accept(text).replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
