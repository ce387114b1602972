package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.inventory.Value;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Servers replicate from servers that exist, and not in a circle. */
final class UpstreamRules {
  private static final String UPSTREAM = "pg_upstream";

  private final Fleet fleet;
  private final Hosts hosts;
  private final Diagnostics diagnostics;

  /** The cluster behind each address that a server or a cluster answers at. */
  private final Map<String, String> owners = new HashMap<>();

  /** Servers outside of the inventory that it declares to watch. */
  private final Set<String> watched = new HashSet<>();

  UpstreamRules(Fleet fleet, Hosts hosts, Diagnostics diagnostics) {
    this.fleet = fleet;
    this.hosts = hosts;
    this.diagnostics = diagnostics;
  }

  void check() {
    collect();
    for (PgCluster cluster : fleet.clusters()) {
      leader(cluster);
      cluster.replicas().forEach(this::replica);
    }
  }

  private void collect() {
    for (PgCluster cluster : fleet.clusters()) {
      for (PgInstance one : cluster.instances()) {
        Hosts.Host host = hosts.at(one.node().host());
        owners.put(one.node().host(), cluster.name());
        if (host.flag("pg_vip_enabled")) {
          owners.put(host.text("pg_vip_address").replaceFirst("/.*", ""), cluster.name());
        }
        if (host.flag("vip_enabled")) {
          owners.put(host.text("vip_address"), cluster.name());
        }
      }
    }
    for (Hosts.Host host : hosts.all()) {
      host.scope().effective("pg_exporters").map(Scope.Effective::value).ifPresent(this::watch);
    }
  }

  private void watch(Value exporters) {
    if (exporters instanceof Value.Mapping mapping) {
      mapping
          .settings()
          .values()
          .forEach(
              one -> {
                if (one.value() instanceof Value.Mapping exporter) {
                  exporter.text("pg_host").ifPresent(watched::add);
                }
              });
    }
  }

  private void leader(PgCluster cluster) {
    Optional<String> upstream = cluster.parameters().identity().pgUpstream();
    Hosts.Host host = hosts.at(cluster.primary().node().host());
    if (upstream.isEmpty()) {
      String delay = host.text("pg_delay");
      if (!delay.matches("0*[a-z]*")) {
        diagnostics.warning(
            "F048",
            host.origin("pg_delay"),
            "pg_delay has no effect: cluster '" + cluster.name() + "' follows no other cluster",
            "set pg_upstream on its primary, or remove pg_delay");
      }
      return;
    }
    String owner = owners.get(upstream.get());
    if (owner == null) {
      if (!watched.contains(upstream.get())) {
        missing(host, upstream.get());
      }
    } else if (inCircle(cluster.name())) {
      diagnostics.error(
          "F042",
          host.origin(UPSTREAM),
          "cluster '%s' replicates from itself through '%s'".formatted(cluster.name(), owner),
          "let one of them have a primary without pg_upstream");
    }
  }

  private boolean inCircle(String cluster) {
    Set<String> seen = new HashSet<>();
    String next = cluster;
    while (next != null && seen.add(next)) {
      next =
          fleet
              .cluster(next)
              .flatMap(one -> one.parameters().identity().pgUpstream())
              .map(owners::get)
              .orElse(null);
    }
    return cluster.equals(next);
  }

  private void replica(PgInstance replica) {
    Hosts.Host host = hosts.at(replica.node().host());
    String upstream = replica.parameters().identity().pgUpstream().orElse("");
    boolean peer = replica.cluster().equals(owners.get(upstream));
    if (upstream.isEmpty() || (peer && !upstream.equals(host.node().host()))) {
      return;
    }
    if (upstream.equals(host.node().host())) {
      diagnostics.error(
          "F042", host.origin(UPSTREAM), "a replica can't follow itself", "name another member");
    } else if (owners.containsKey(upstream)) {
      diagnostics.error(
          "F042",
          host.origin(UPSTREAM),
          "pg_upstream '%s' of a replica is no member of cluster '%s'"
              .formatted(upstream, replica.cluster()),
          "name another member; a primary with pg_upstream makes a standby cluster");
    } else {
      missing(host, upstream);
    }
  }

  private void missing(Hosts.Host host, String upstream) {
    diagnostics.error(
        "F042",
        host.origin(UPSTREAM),
        "no server of the inventory has address '" + upstream + "'",
        "correct pg_upstream; a server outside of it is made known by pg_exporters");
  }
}
