package io.pgfleet.compiler.module.dialect;

import java.nio.charset.StandardCharsets;

/** Text as SQL of PostgreSQL. */
public final class SqlText {
  private static final Carried VALUES = Carried.anyLines("SQL");
  private static final Carried NAMES = Carried.oneLine("an SQL name");

  /** Bytes of a name that PostgreSQL keeps; a character takes at most three for each of its own. */
  private static final int LONGEST = 63;

  private SqlText() {}

  /** A string literal; with backslashes in the {@code E''} form, which no setting changes. */
  public static String literal(String text) {
    String doubled = VALUES.accept(text).replace("'", "''");
    if (text.indexOf('\\') < 0) {
      return "'" + doubled + "'";
    }
    return "E'" + doubled.replace("\\", "\\\\") + "'";
  }

  /** A quoted identifier of at most 63 bytes. */
  public static String identifier(String text) {
    NAMES.accept(text);
    if (text.isEmpty()) {
      throw NAMES.refused("must not be empty", text);
    }
    if (3 * text.length() > LONGEST && text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw NAMES.refused("is longer than the 63 bytes that PostgreSQL keeps", text);
    }
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
