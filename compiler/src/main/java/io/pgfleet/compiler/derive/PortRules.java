package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.Service;
import io.pgfleet.compiler.model.parameter.HaproxyService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Nothing listens where something else does. */
final class PortRules {
  private final Fleet fleet;
  private final Hosts hosts;
  private final Diagnostics diagnostics;

  /** The clusters whose services each node carries. */
  private final Map<String, List<PgCluster>> balanced = new HashMap<>();

  /** Who has a port, and where that is written. */
  private record Holder(String words, Origin origin) {}

  PortRules(Fleet fleet, Hosts hosts, Diagnostics diagnostics) {
    this.fleet = fleet;
    this.hosts = hosts;
    this.diagnostics = diagnostics;
    for (PgCluster cluster : fleet.clusters()) {
      for (Node node : cluster.balancers()) {
        balanced.computeIfAbsent(node.host(), host -> new ArrayList<>()).add(cluster);
      }
    }
  }

  void check() {
    fleet.nodes().forEach(this::node);
  }

  private void node(Node node) {
    Map<Integer, Holder> ports = new HashMap<>();
    Hosts.Host host = hosts.at(node.host());
    if (fleet.instanceOn(node).isPresent()) {
      server(ports, host);
    }
    balanced.getOrDefault(node.host(), List.of()).forEach(one -> services(ports, one));
    ListenerRules.on(host).forEach(one -> take(ports, host, one));
    ListenerRules.items(
        host, (port, words, origin) -> take(ports, port, new Holder(words, origin)));
    if (host.flag("haproxy_enabled")) {
      int index = 0;
      for (HaproxyService one : node.parameters().haproxy().haproxyServices()) {
        Origin origin = Items.origin(host.scope(), "haproxy_services", index++, "port");
        take(ports, one.port(), new Holder("haproxy service '" + one.name() + "'", origin));
      }
    }
  }

  private void server(Map<Integer, Holder> ports, Hosts.Host host) {
    take(ports, host, "pg_port");
    take(ports, host, "patroni_port");
    if (host.flag("pgbouncer_enabled")) {
      take(ports, host, "pgbouncer_port");
    }
  }

  private void services(Map<Integer, Holder> ports, PgCluster cluster) {
    int defaults = cluster.parameters().access().pgDefaultServices().size();
    Hosts.Host primary = hosts.at(cluster.primary().node().host());
    int index = 0;
    for (Service service : cluster.services()) {
      boolean own = index >= defaults;
      Origin origin =
          Items.origin(
              primary.scope(),
              own ? "pg_services" : "pg_default_services",
              own ? index - defaults : index,
              "port");
      String words = "service '" + service.name() + "' of cluster '" + cluster.name() + "'";
      take(ports, service.port(), new Holder(words, origin));
      index++;
    }
  }

  private void take(Map<Integer, Holder> ports, Hosts.Host host, String parameter) {
    take(ports, host.number(parameter), new Holder(parameter, host.origin(parameter)));
  }

  private void take(Map<Integer, Holder> ports, int port, Holder holder) {
    Holder first = ports.putIfAbsent(port, holder);
    if (first != null) {
      diagnostics.error(
          "F035",
          holder.origin(),
          "port '%d' of %s is taken by %s".formatted(port, holder.words(), first.words()),
          "choose another port");
    }
  }
}
