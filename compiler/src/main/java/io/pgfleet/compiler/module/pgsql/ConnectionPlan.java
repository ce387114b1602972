package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.PgInstance;
import java.util.Arrays;
import java.util.List;

/**
 * How many clients a server takes, and what follows from that.
 *
 * <p>Source: the reference's templates. A pool in front of the server halves what is needed; Citus
 * and TimescaleDB lock many tables in one transaction; Citus commits in two phases.
 */
record ConnectionPlan(int maxConnections, int maxLocksPerTransaction, int maxPreparedTransactions) {
  private static final int LEAST_EXPLICIT = 20;

  static ConnectionPlan of(PgInstance.Parameters parameters) {
    Profile profile = Profile.of(parameters.bootstrap().pgConf());
    boolean pooled = parameters.access().pgDefaultServiceDest().equals("pgbouncer");
    int connections = explicitOr(parameters.bootstrap().pgMaxConn(), usual(profile, pooled));
    return of(profile, connections, libraries(parameters.bootstrap().pgLibs()));
  }

  static ConnectionPlan of(Profile profile, int connections, List<String> libraries) {
    boolean citus = libraries.contains("citus");
    boolean many = citus || libraries.contains("timescaledb");
    int base = profile == Profile.OLAP ? 2 : 1;
    return new ConnectionPlan(
        connections, connections * base * (many ? 2 : 1), citus ? connections : 0);
  }

  static int usual(Profile profile, boolean pooled) {
    return switch (profile) {
      case OLTP, CRIT -> pooled ? 500 : 1000;
      case OLAP -> 500;
      case TINY -> 250;
    };
  }

  /** The names in a value of {@code shared_preload_libraries}. */
  static List<String> libraries(String list) {
    return Arrays.stream(list.split(",")).map(String::trim).toList();
  }

  private static int explicitOr(String wanted, int usual) {
    boolean number = wanted.matches("[0-9]{1,6}");
    return number && Integer.parseInt(wanted) >= LEAST_EXPLICIT ? Integer.parseInt(wanted) : usual;
  }
}
