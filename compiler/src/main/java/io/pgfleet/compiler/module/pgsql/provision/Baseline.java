package io.pgfleet.compiler.module.pgsql.provision;

import static io.pgfleet.compiler.module.dialect.SqlText.identifier;
import static io.pgfleet.compiler.module.dialect.SqlText.literal;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a database begins with, loaded once and never again.
 *
 * <p>The database itself remembers it as a setting, which lives as long as its data, wherever they
 * are copied; one that has relations of its own and remembers nothing had them before, and is left
 * alone.
 *
 * @param path as the inventory writes it
 * @param text statements and commands of psql
 */
record Baseline(String database, String path, String text) {
  static final String SETTING = "pgfleet.baseline";
  static final String BEGUN = "begun";
  private static final String LOADED = "loaded";

  /** What ends a transaction, or refuses to run in one. */
  private static final Pattern ALONE =
      Pattern.compile(
          "(?im)^\\s*(begin|commit|rollback|abort|start\\s+transaction|begin\\s+work)\\s*;"
              + "|\\bconcurrently\\b"
              + "|^\\s*(vacuum|(create|drop)\\s+(database|tablespace)|alter\\s+system)\\b"
              + "|^\\s*\\\\c(onnect)?\\b");

  /** Asked inside of the database. */
  Item item() {
    String remembers =
        "EXISTS (SELECT FROM pg_db_role_setting, unnest(setconfig) AS one WHERE setrole = 0"
            + " AND setdatabase = (SELECT oid FROM pg_database WHERE datname = "
            + literal(database)
            + ") AND one ";
    String loaded = remembers + "= " + literal(SETTING + "=" + LOADED) + ")";
    String begun = remembers + "= " + literal(SETTING + "=" + BEGUN) + ")";
    String filled =
        "EXISTS (SELECT FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
            + " WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')"
            + " AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
            + " AND n.nspname !~ '^pg_(toast|temp)'"
            + " AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass"
            + " AND objid = c.oid AND deptype = 'e'))";
    String holds = loaded + "\n  OR (NOT " + begun + "\n  AND " + filled + ")";
    return Item.of("baseline", database, List.of(new Wish("(" + holds + ")", "")));
  }

  /** Where the text allows it, all of it comes true or nothing. */
  BaselineView view() {
    boolean whole = !ALONE.matcher(text).find();
    return new BaselineView(item().id(), identifier(database), !whole, whole, text.stripTrailing());
  }
}
