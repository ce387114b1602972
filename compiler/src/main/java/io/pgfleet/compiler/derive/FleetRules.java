package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.PackageSource;
import java.util.HashMap;
import java.util.Map;

/** Rules between nodes and the store of consensus. */
final class FleetRules {
  private final Fleet fleet;
  private final Hosts hosts;
  private final Diagnostics diagnostics;

  FleetRules(Fleet fleet, Hosts hosts, Diagnostics diagnostics) {
    this.fleet = fleet;
    this.hosts = hosts;
    this.diagnostics = diagnostics;
  }

  void check() {
    consensus();
    for (Hosts.Host host : hosts.all()) {
      floatingAddress(host);
    }
    routers();
    new PlatformRules(hosts, diagnostics).check();
    new PortRules(fleet, hosts, diagnostics).check();
  }

  private void consensus() {
    if (fleet.etcd().isEmpty() && !fleet.clusters().isEmpty()) {
      Node primary = fleet.clusters().get(0).primary().node();
      diagnostics.error(
          "F030",
          hosts.at(primary.host()).origin("pg_cluster"),
          "cluster '" + fleet.clusters().get(0).name() + "' has no store of consensus",
          "add a group 'etcd' with one, three or five hosts");
    }
    fleet
        .etcd()
        .filter(one -> one.members().size() % 2 == 0)
        .ifPresent(
            one ->
                diagnostics.warning(
                    "F031",
                    hosts.group("etcd"),
                    "%d members of etcd bear no more losses than %d"
                        .formatted(one.members().size(), one.members().size() - 1),
                    "use an odd number"));
  }

  private void floatingAddress(Hosts.Host host) {
    if (host.flag("vip_enabled")) {
      for (String needed : new String[] {"vip_address", "vip_vrid"}) {
        if (!host.sets(needed)) {
          diagnostics.error(
              "F032",
              host.origin("vip_enabled"),
              "vip_enabled needs " + needed,
              "set " + needed + " beside it");
        }
      }
    }
    if (host.flag("pg_vip_enabled") && fleet.packages() == PackageSource.DEBIAN) {
      diagnostics.error(
          "F033",
          host.origin("pg_vip_enabled"),
          "the vip-manager of Debian's packages can't follow etcd's third interface",
          "use vip_enabled with vip_address and vip_vrid, which keepalived serves");
    }
  }

  /** One router id stands for one address. */
  private void routers() {
    Map<String, Hosts.Host> seen = new HashMap<>();
    for (Hosts.Host host : hosts.all()) {
      if (!host.flag("vip_enabled") || !host.sets("vip_vrid") || !host.sets("vip_address")) {
        continue;
      }
      Hosts.Host first = seen.putIfAbsent(host.text("vip_vrid"), host);
      if (first != null && !first.text("vip_address").equals(host.text("vip_address"))) {
        diagnostics.error(
            "F034",
            host.origin("vip_vrid"),
            "vip_vrid '%s' stands for address '%s' on host '%s' already"
                .formatted(host.text("vip_vrid"), first.text("vip_address"), first.node().host()),
            "give each floating address its own number");
      }
    }
  }
}
