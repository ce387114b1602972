package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import java.util.List;

/** Hosts of instances, in the order of clusters and sequence numbers. */
final class Members {
  private Members() {}

  static List<PgInstance> all(Fleet fleet) {
    return fleet.clusters().stream().flatMap(one -> one.instances().stream()).toList();
  }

  static List<String> hosts(Fleet fleet) {
    return hosts(all(fleet));
  }

  static List<String> hosts(PgCluster cluster) {
    return hosts(cluster.instances());
  }

  static List<String> hosts(List<PgInstance> instances) {
    return instances.stream().map(one -> one.node().host()).toList();
  }
}
