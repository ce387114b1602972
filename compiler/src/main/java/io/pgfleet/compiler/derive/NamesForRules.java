package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Roles and databases that a cluster has; one that follows another cluster has that one's too.
 *
 * @param complete false when it follows a server whose contents nobody wrote down
 */
record NamesForRules(Set<String> roles, Set<String> databases, boolean complete) {
  /** Roles that PostgreSQL 13 to 18 bring along (appendix "Predefined Roles" of its manual). */
  private static final Set<String> PREDEFINED =
      new TreeSet<>(
          List.of(
              "pg_checkpoint",
              "pg_create_subscription",
              "pg_database_owner",
              "pg_execute_server_program",
              "pg_maintain",
              "pg_monitor",
              "pg_read_all_data",
              "pg_read_all_settings",
              "pg_read_all_stats",
              "pg_read_server_files",
              "pg_signal_autovacuum_worker",
              "pg_signal_backend",
              "pg_stat_scan_tables",
              "pg_use_reserved_connections",
              "pg_write_all_data",
              "pg_write_server_files"));

  /** Words that stand for databases, those that every server has, and the pool's own. */
  private static final List<String> ALWAYS =
      List.of(
          "all",
          "pgbouncer",
          "postgres",
          "replication",
          "samegroup",
          "samerole",
          "sameuser",
          "template0",
          "template1");

  static NamesForRules of(PgCluster cluster, Fleet fleet) {
    Set<String> roles = new TreeSet<>(PREDEFINED);
    Set<String> databases = new TreeSet<>(ALWAYS);
    Set<String> seen = new HashSet<>();
    Optional<PgCluster> next = Optional.of(cluster);
    while (next.isPresent() && seen.add(next.get().name())) {
      add(next.get().parameters(), roles, databases);
      Optional<String> upstream = next.get().parameters().identity().pgUpstream();
      next = upstream.flatMap(address -> at(address, fleet));
      if (upstream.isPresent() && next.isEmpty()) {
        return new NamesForRules(roles, databases, false);
      }
    }
    return new NamesForRules(roles, databases, true);
  }

  private static void add(
      PgInstance.Parameters parameters, Set<String> roles, Set<String> databases) {
    roles.add(parameters.install().pgDbsu());
    roles.add(parameters.business().pgReplicationUsername());
    roles.add(parameters.business().pgAdminUsername());
    roles.add(parameters.business().pgMonitorUsername());
    parameters.provision().pgDefaultRoles().forEach(one -> roles.add(one.name()));
    parameters.business().pgUsers().forEach(one -> roles.add(one.name()));
    databases.add(parameters.bootstrap().pgPrimaryDb());
    parameters.business().pgDatabases().forEach(one -> databases.add(one.name()));
  }

  private static Optional<PgCluster> at(String address, Fleet fleet) {
    return fleet.clusters().stream()
        .filter(
            cluster ->
                cluster.instances().stream().anyMatch(one -> one.node().host().equals(address)))
        .findFirst();
  }
}
