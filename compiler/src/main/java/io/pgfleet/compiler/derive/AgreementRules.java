package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgCluster;
import java.util.List;

/** The members of a cluster agree about what a copy of one server can't have otherwise. */
record AgreementRules(Fleet fleet, Hosts hosts, Diagnostics diagnostics) {
  private static final List<String> SHARED =
      List.of(
          "pg_version",
          "pg_mode",
          "pg_shard",
          "pg_group",
          "pg_primary_db",
          "pg_dbsu",
          "pg_namespace",
          "pg_replication_username",
          "pg_admin_username",
          "pg_monitor_username");

  void check() {
    for (PgCluster cluster : fleet.clusters()) {
      Hosts.Host primary = hosts.at(cluster.primary().node().host());
      cluster.replicas().forEach(one -> compare(primary, hosts.at(one.node().host())));
    }
  }

  private void compare(Hosts.Host primary, Hosts.Host replica) {
    for (String parameter : SHARED) {
      String wanted = primary.text(parameter);
      String value = replica.text(parameter);
      if (!value.equals(wanted)) {
        boolean replicas = replica.scope().written(parameter).isPresent();
        diagnostics.error(
            "F053",
            (replicas ? replica : primary).origin(parameter),
            "%s is '%s' on host '%s' and '%s' on its primary, host '%s'"
                .formatted(parameter, value, replica.node().host(), wanted, primary.node().host()),
            "set it once, for the group of the cluster");
      }
    }
  }
}
