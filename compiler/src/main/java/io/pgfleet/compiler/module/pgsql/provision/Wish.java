package io.pgfleet.compiler.module.pgsql.provision;

import static io.pgfleet.compiler.module.dialect.SqlText.literal;

/**
 * Something that shall hold in the catalog.
 *
 * @param holds boolean SQL expression that is true when it does; reads only
 * @param statement SQL that makes it hold, ends in a semicolon or a command of psql; harmless when
 *     it holds already
 */
record Wish(String holds, String statement) {

  /** A command that is run only where the wish does not hold, for what has no harmless form. */
  static Wish guarded(String holds, String command) {
    return new Wish(holds, "SELECT " + literal(command) + " WHERE NOT " + holds + "\n\\gexec");
  }
}
