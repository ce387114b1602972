package io.pgfleet.compiler.tree;

import io.pgfleet.compiler.model.EtcdCluster;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The groups of a fleet: clusters of PostgreSQL and etcd, and the infrastructure nodes. */
final class Groups {

  /** A group and the hosts of its members, by sequence number. */
  record Group(String kind, List<String> members) {}

  private Groups() {}

  static SortedMap<String, Group> of(Fleet fleet) {
    SortedMap<String, Group> groups = new TreeMap<>();
    if (!fleet.infra().isEmpty()) {
      List<String> members = fleet.infra().stream().map(one -> one.node().host()).toList();
      groups.put("infra", new Group("infra", members));
    }
    fleet.etcd().ifPresent(etcd -> groups.put(etcd.name(), new Group("etcd", hosts(etcd))));
    for (PgCluster cluster : fleet.clusters()) {
      List<String> members =
          cluster.instances().stream().map(instance -> instance.node().host()).toList();
      groups.put(cluster.name(), new Group("pgsql", members));
    }
    return groups;
  }

  private static List<String> hosts(EtcdCluster etcd) {
    return etcd.members().stream().map(member -> member.node().host()).toList();
  }

  /** What each host is for, such as {@code infra}, {@code etcd}, {@code pg-meta primary}. */
  static Map<String, List<String>> rolesByHost(Fleet fleet) {
    Map<String, List<String>> roles = new TreeMap<>();
    fleet.nodes().forEach(node -> roles.put(node.host(), new ArrayList<>()));
    fleet.infra().forEach(one -> roles.get(one.node().host()).add("infra"));
    fleet.etcd().ifPresent(etcd -> hosts(etcd).forEach(host -> roles.get(host).add(etcd.name())));
    fleet.clusters().stream()
        .flatMap(cluster -> cluster.instances().stream())
        .forEach(
            instance ->
                roles
                    .get(instance.node().host())
                    .add(instance.cluster() + " " + instance.role().word()));
    return roles;
  }
}
