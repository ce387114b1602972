package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.InfraNode;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.PackageSource;

/** Rules between nodes, clusters and what they share. */
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
    hosts.all().forEach(this::vipManager);
    administrator();
    new FloatingAddressRules(hosts, diagnostics).check();
    new PortalRules(fleet.infra(), hosts, diagnostics).check();
    new UpstreamRules(fleet, hosts, diagnostics).check();
    new ShardRules(fleet, hosts, diagnostics).check();
    new RedisRules(hosts, diagnostics).check();
    new ObjectStoreRules(hosts, diagnostics).check();
    new PlatformRules(hosts, diagnostics).check();
    new ConnectionRules(hosts, diagnostics).check();
    new AgreementRules(fleet, hosts, diagnostics).check();
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

  private void vipManager(Hosts.Host host) {
    if (host.flag("pg_vip_enabled") && fleet.packages() == PackageSource.DEBIAN) {
      diagnostics.error(
          "F033",
          host.origin("pg_vip_enabled"),
          "the vip-manager of Debian's packages can't follow etcd's third interface",
          "use vip_enabled with vip_address and vip_vrid, which keepalived serves");
    }
  }

  /** Where names and the portal lead is a node that serves them. */
  private void administrator() {
    for (InfraNode node : fleet.infra()) {
      Hosts.Host host = hosts.at(node.node().host());
      String address = host.text("admin_ip");
      if (fleet.infra().stream().noneMatch(one -> one.node().host().equals(address))) {
        Origin origin =
            host.scope().written("admin_ip").isPresent()
                ? host.origin("admin_ip")
                : hosts.group("infra");
        diagnostics.warning(
            "F039",
            origin,
            "admin_ip '" + address + "' is no member of group 'infra'",
            "set it to the address of one in all.vars");
      }
    }
  }
}
