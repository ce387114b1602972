package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.PgDatabase;
import io.pgfleet.compiler.model.parameter.PgUser;
import java.util.List;

/**
 * Says what an inventory asks for and an apply leaves alone: it never drops what may hold data, and
 * nobody shall believe that it did.
 */
final class LeftAlone {
  private static final String CODE = "F050";

  private final Hosts.Host host;
  private final Diagnostics diagnostics;

  LeftAlone(Hosts.Host host, Diagnostics diagnostics) {
    this.host = host;
    this.diagnostics = diagnostics;
  }

  void check(PgInstance.Parameters parameters) {
    users(parameters.business().pgUsers());
    List<PgDatabase> databases = parameters.business().pgDatabases();
    for (int i = 0; i < databases.size(); i++) {
      database(databases.get(i), i);
    }
  }

  private void users(List<PgUser> users) {
    for (int i = 0; i < users.size(); i++) {
      String name = users.get(i).name();
      dropped("user '" + name + "'", users.get(i).state(), origin("pg_users", i, "state"));
    }
  }

  private void database(PgDatabase database, int i) {
    String of = " of database '" + database.name() + "'";
    dropped(
        "database '" + database.name() + "'", database.state(), origin("pg_databases", i, "state"));
    for (int j = 0; j < database.schemas().size(); j++) {
      dropped(
          "schema '" + database.schemas().get(j).name() + "'" + of,
          database.schemas().get(j).state(),
          origin("pg_databases", i, "schemas", j, "state"));
    }
    for (int j = 0; j < database.extensions().size(); j++) {
      dropped(
          "extension '" + database.extensions().get(j).name() + "'" + of,
          database.extensions().get(j).state(),
          origin("pg_databases", i, "extensions", j, "state"));
    }
  }

  private void dropped(String what, String state, Origin origin) {
    if (!state.equals("create")) {
      diagnostics.warning(
          CODE,
          origin,
          what + " is '" + state + "', and an apply drops nothing",
          "once nothing needs it, run the operation "
              + (state.equals("absent") ? "drop" : "recreate-database"));
    }
  }

  private Origin origin(String parameter, Object... steps) {
    return Items.origin(host.scope(), parameter, steps);
  }
}
