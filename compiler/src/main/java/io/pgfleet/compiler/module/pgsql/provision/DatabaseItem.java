package io.pgfleet.compiler.module.pgsql.provision;

import static io.pgfleet.compiler.module.dialect.SqlText.identifier;
import static io.pgfleet.compiler.module.dialect.SqlText.literal;

import io.pgfleet.compiler.model.parameter.PgDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A database as the cluster sees it: that it exists, who owns it, who may connect. */
final class DatabaseItem {
  private static final Set<String> OWN_TEMPLATES = Set.of("template0", "template1");

  private final PgDatabase database;
  private final List<Wish> before = new ArrayList<>();
  private final List<Wish> wishes = new ArrayList<>();

  private DatabaseItem(PgDatabase database) {
    this.database = database;
  }

  /**
   * @param begun whether it shall remember, from the moment it is made, that it lacks its baseline
   */
  static Item of(PgDatabase database, Principals principals, boolean begun) {
    DatabaseItem item = new DatabaseItem(database);
    item.exists(principals.version(), begun);
    item.tablespace();
    item.owner();
    item.flags();
    item.connect(principals);
    principals
        .creator()
        .map(role -> Privilege.granted(role, "CREATE").onDatabase(database.name()))
        .ifPresent(item.wishes::add);
    item.wishes.add(Privilege.revoked(Grantee.PUBLIC, "CREATE").onDatabase(database.name()));
    item.comment();
    item.wishes.addAll(Settings.ofDatabase(database.name(), database.parameters()));
    return Item.of("database", database.name(), item.before, item.wishes);
  }

  /** Takes connections away, which comes last: what lies in the database is made before. */
  static Item closed(PgDatabase database) {
    DatabaseItem item = new DatabaseItem(database);
    if (!database.allowconn().orElse(true)) {
      item.wish("NOT datallowconn", "ALLOW_CONNECTIONS false");
    }
    return Item.of("closed-database", database.name(), item.wishes);
  }

  private void exists(int version, boolean begun) {
    String row = row("");
    database
        .template()
        .filter(name -> !OWN_TEMPLATES.contains(name))
        .ifPresent(name -> before.add(new Wish("true", withoutSessions(name, row))));
    if (begun) {
      before.add(new Wish("true", "SELECT NOT " + row + " AS made\n\\gset"));
    }
    before.add(Wish.guarded(row, new DatabaseCreation(database, version).command()));
    if (begun) {
      String remember = alter("SET " + Baseline.SETTING + " TO '" + Baseline.BEGUN + "'") + ";";
      before.add(new Wish("true", "\\if :made\n" + remember + "\n\\endif"));
    }
  }

  /** A database that others are connected to can't be copied. */
  private static String withoutSessions(String template, String row) {
    return "SELECT format('DO ''BEGIN PERFORM pg_terminate_backend(%s, 5000); END''', pid)\n"
        + "  FROM pg_stat_activity WHERE datname = "
        + literal(template)
        + " AND pid <> pg_backend_pid() AND NOT "
        + row
        + "\n\\gexec";
  }

  private void tablespace() {
    database
        .tablespace()
        .ifPresent(
            name ->
                before.add(
                    Wish.guarded(
                        row(
                            "dattablespace = (SELECT oid FROM pg_tablespace WHERE spcname = "
                                + literal(name)
                                + ")"),
                        alter("SET TABLESPACE " + identifier(name)))));
  }

  private void owner() {
    database
        .owner()
        .ifPresent(name -> wish("datdba = " + Grantee.oid(name), "OWNER TO " + identifier(name)));
  }

  private void flags() {
    database.isTemplate().ifPresent(yes -> flag("datistemplate", "IS_TEMPLATE", yes));
    database
        .allowconn()
        .filter(yes -> yes)
        .ifPresent(yes -> flag("datallowconn", "ALLOW_CONNECTIONS", yes));
    database.connlimit().ifPresent(n -> wish("datconnlimit = " + n, "CONNECTION LIMIT " + n));
  }

  private void flag(String column, String option, boolean yes) {
    wish(yes ? column : "NOT " + column, option + " " + yes);
  }

  private void connect(Principals principals) {
    if (database.revokeconn().isEmpty()) {
      return;
    }
    if (!database.revokeconn().get()) {
      add(Privilege.granted(Grantee.PUBLIC, "CONNECT"));
      return;
    }
    add(Privilege.revoked(Grantee.PUBLIC, "CONNECT"));
    add(Privilege.granted(principals.replication(), "CONNECT"));
    add(Privilege.granted(principals.monitor(), "CONNECT"));
    add(Privilege.granted(principals.admin(), "CONNECT").passedOn());
    database
        .owner()
        .filter(name -> !name.equals(principals.admin()))
        .ifPresent(name -> add(Privilege.granted(name, "CONNECT").passedOn()));
  }

  private void add(Privilege privilege) {
    wishes.add(privilege.onDatabase(database.name()));
  }

  private void comment() {
    String words = literal(database.comment().orElse("business database " + database.name()));
    wishes.add(
        new Wish(
            row("coalesce(shobj_description(oid, 'pg_database'), '') = " + words),
            "COMMENT ON DATABASE " + identifier(database.name()) + " IS " + words + ";"));
  }

  private void wish(String condition, String change) {
    wishes.add(new Wish(row(condition), alter(change) + ";"));
  }

  private String alter(String change) {
    return "ALTER DATABASE " + identifier(database.name()) + " " + change;
  }

  private String row(String condition) {
    return "EXISTS (SELECT FROM pg_database WHERE datname = "
        + literal(database.name())
        + (condition.isEmpty() ? "" : " AND " + condition)
        + ")";
  }
}
