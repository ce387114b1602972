package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.parameter.PgIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The groups of a distributed database are complete: one coordinates, numbers are unique. */
record ShardRules(Fleet fleet, Hosts hosts, Diagnostics diagnostics) {
  private static final String CODE = "F043";

  void check() {
    SortedMap<String, List<PgCluster>> shards = new TreeMap<>();
    for (PgCluster cluster : fleet.clusters()) {
      PgIdentity identity = cluster.parameters().identity();
      if (identity.pgMode().equals("citus")) {
        String shard = identity.pgShard().orElse(cluster.name());
        shards.computeIfAbsent(shard, name -> new ArrayList<>()).add(cluster);
      }
    }
    shards.forEach(this::shard);
  }

  private void shard(String shard, List<PgCluster> clusters) {
    SortedMap<Integer, PgCluster> groups = new TreeMap<>();
    for (PgCluster cluster : clusters) {
      int number = cluster.parameters().identity().pgGroup().orElse(0);
      PgCluster first = groups.putIfAbsent(number, cluster);
      if (first != null) {
        diagnostics.error(
            CODE,
            origin(cluster, "pg_group"),
            "pg_group '%d' of '%s' is that of cluster '%s' already"
                .formatted(number, shard, first.name()),
            "number the groups differently; 0 coordinates");
      }
    }
    PgCluster lowest = groups.get(groups.firstKey());
    if (groups.firstKey() != 0) {
      diagnostics.error(
          CODE,
          origin(lowest, "pg_group"),
          "'" + shard + "' has no group that coordinates",
          "give one cluster pg_group: 0");
    }
    gap(shard, groups);
    groups.values().forEach(one -> database(shard, lowest, one));
  }

  /** A worker may have been taken away, and those that stay can't be numbered anew. */
  private void gap(String shard, SortedMap<Integer, PgCluster> groups) {
    int expected = groups.firstKey();
    for (Map.Entry<Integer, PgCluster> one : groups.entrySet()) {
      if (one.getKey() != expected) {
        diagnostics.warning(
            "F054",
            origin(one.getValue(), "pg_group"),
            "'%s' has a pg_group '%d' and no pg_group '%d'"
                .formatted(shard, one.getKey(), expected),
            "number new groups one by one; leave it if that group was taken away");
        return;
      }
      expected++;
    }
  }

  private void database(String shard, PgCluster first, PgCluster other) {
    String wanted = first.parameters().bootstrap().pgPrimaryDb();
    if (!other.parameters().bootstrap().pgPrimaryDb().equals(wanted)) {
      diagnostics.error(
          CODE,
          origin(other, "pg_primary_db"),
          "pg_primary_db of '%s' is '%s' on cluster '%s'".formatted(shard, wanted, first.name()),
          "give all its groups the same");
    }
  }

  private Origin origin(PgCluster cluster, String parameter) {
    Hosts.Host host = hosts.at(cluster.primary().node().host());
    return host.scope().written(parameter).isPresent()
        ? host.origin(parameter)
        : host.origin("pg_cluster");
  }
}
