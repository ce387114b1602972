package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.PgDatabase;
import io.pgfleet.compiler.module.dialect.IniText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The databases that a pooler offers, all on the server beside it. */
record PoolDatabasesView(List<Database> databases) {

  /** A connection string and the settings of its pools. */
  record Database(String name, String connection) {}

  private static final int DEFAULT_PORT = 5432;

  static PoolDatabasesView of(Pooled pooled) {
    Map<String, Database> offered = new LinkedHashMap<>();
    for (PgDatabase one : pooled.databases()) {
      offered.remove(one.name());
      if (offered(one)) {
        offered.put(one.name(), database(one, pooled.parameters()));
      }
    }
    return new PoolDatabasesView(List.copyOf(offered.values()));
  }

  private static boolean offered(PgDatabase database) {
    boolean exists = !database.state().equals("absent");
    return exists && database.pgbouncer().orElse(true) && database.allowconn().orElse(true);
  }

  private static Database database(PgDatabase database, PgInstance.Parameters parameters) {
    List<String> words = new ArrayList<>();
    words.add("host=" + IniText.connectionWord(parameters.bootstrap().pgLocalhost()));
    int port = parameters.bootstrap().pgPort();
    if (port != DEFAULT_PORT) {
      words.add("port=" + port);
    }
    if (parameters.access().pgbouncerAuthQuery()) {
      add(words, "auth_user", database.poolAuthUser().map(one -> IniText.connectionWord(one)));
    }
    add(words, "pool_mode", database.poolMode());
    add(words, "pool_size", limit(database.poolSize()));
    add(words, "min_pool_size", limit(database.poolSizeMin()));
    add(words, "reserve_pool", limit(database.poolReserve()));
    add(words, "max_db_connections", limit(database.poolConnlimit()));
    return new Database(IniText.key(database.name()), String.join(" ", words));
  }

  private static void add(List<String> words, String key, Optional<?> value) {
    value.ifPresent(one -> words.add(key + "=" + one));
  }

  /** Below zero stands for the pooler's own limit. */
  private static Optional<Integer> limit(Optional<Integer> value) {
    return value.filter(one -> one >= 0);
  }
}
