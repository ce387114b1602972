package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.inventory.Setting;
import io.pgfleet.compiler.inventory.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Instances of Redis have an identity, and what they refer to exists. */
final class RedisRules {
  private static final int FEWEST_PRIMARIES = 3;
  private static final List<String> IDENTITY =
      List.of("redis_cluster", "redis_node", "redis_instances");

  private final Hosts hosts;
  private final Diagnostics diagnostics;
  private final Set<String> instances = new HashSet<>();

  RedisRules(Hosts hosts, Diagnostics diagnostics) {
    this.hosts = hosts;
    this.diagnostics = diagnostics;
  }

  void check() {
    SortedMap<String, List<Hosts.Host>> clusters = new TreeMap<>();
    for (Hosts.Host host : hosts.all()) {
      if (complete(host)) {
        clusters.computeIfAbsent(host.text("redis_cluster"), n -> new ArrayList<>()).add(host);
        instances(host).keySet().forEach(port -> instances.add(host.node().host() + " " + port));
      }
    }
    for (List<Hosts.Host> members : clusters.values()) {
      numbers(members);
      members.forEach(this::replicas);
      switch (members.get(0).text("redis_mode")) {
        case "sentinel" -> monitors(members.get(0));
        case "cluster" -> primaries(members);
        default -> {}
      }
    }
  }

  private boolean complete(Hosts.Host host) {
    List<String> missing = IDENTITY.stream().filter(one -> !host.sets(one)).toList();
    if (!missing.isEmpty() && missing.size() < IDENTITY.size()) {
      diagnostics.error(
          "F044",
          hosts.memberSetting("redis_cluster", host),
          "host '%s' runs Redis and has no %s"
              .formatted(host.node().host(), String.join(" and no ", missing)),
          "set " + String.join(" and ", missing) + " for the host or its group");
    }
    return missing.isEmpty();
  }

  private static Map<String, Setting> instances(Hosts.Host host) {
    Value value =
        host.scope().effective("redis_instances").map(Scope.Effective::value).orElse(null);
    return value instanceof Value.Mapping mapping ? mapping.settings() : Map.of();
  }

  private void numbers(List<Hosts.Host> members) {
    Map<Integer, Hosts.Host> seen = new HashMap<>();
    for (Hosts.Host host : members) {
      Hosts.Host first = seen.putIfAbsent(host.number("redis_node"), host);
      if (first != null) {
        diagnostics.error(
            "F044",
            host.origin("redis_node"),
            "redis_node '%s' is taken by host '%s'"
                .formatted(host.text("redis_node"), first.node().host()),
            "number the nodes of a cluster differently");
      }
    }
  }

  private void replicas(Hosts.Host host) {
    instances(host)
        .forEach(
            (port, setting) -> {
              if (setting.value() instanceof Value.Mapping instance) {
                Origin origin = Items.origin(host.scope(), "redis_instances", port, "replica_of");
                instance.text("replica_of").ifPresent(one -> replica(host, port, one, origin));
              }
            });
  }

  private void replica(Hosts.Host host, String port, String primary, Origin origin) {
    if (primary.equals(host.node().host() + " " + port)) {
      diagnostics.error(
          "F045", origin, "instance '" + port + "' is a replica of itself", "name its primary");
    } else {
      exists(primary, origin);
    }
  }

  private void exists(String instance, Origin origin) {
    if (!instances.contains(instance)) {
      diagnostics.error(
          "F045",
          origin,
          "no host has an instance of Redis at '" + instance + "'",
          "write the address of a host, a space, and a port of its redis_instances");
    }
  }

  private void monitors(Hosts.Host sentinel) {
    Value value =
        sentinel
            .scope()
            .effective("redis_sentinel_monitor")
            .map(Scope.Effective::value)
            .orElse(null);
    if (value instanceof Value.Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        if (sequence.items().get(i) instanceof Value.Mapping watched
            && !watched.text("remove").orElse("").equals("true")) {
          String place =
              watched.text("host").orElse("") + " " + watched.text("port").orElse("6379");
          exists(place, Items.origin(sentinel.scope(), "redis_sentinel_monitor", i, "host"));
        }
      }
    }
  }

  private void primaries(List<Hosts.Host> members) {
    int count = members.stream().mapToInt(one -> instances(one).size()).sum();
    int replicas = members.get(0).number("redis_cluster_replicas");
    int needed = FEWEST_PRIMARIES * (1 + replicas);
    if (count < needed) {
      diagnostics.error(
          "F045",
          members.get(0).origin("redis_mode"),
          "a sharded cluster with %d replicas of each primary needs %d instances, and it has %d"
              .formatted(replicas, needed, count),
          "add instances, or lower redis_cluster_replicas");
    }
  }
}
