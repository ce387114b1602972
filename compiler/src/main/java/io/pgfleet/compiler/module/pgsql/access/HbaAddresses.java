package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import java.util.List;

/**
 * What the aliases for addresses stand for, seen from one member.
 *
 * @param admin address of the administrator's node
 * @param infra addresses of the infrastructure's nodes
 * @param cluster addresses of the members
 * @param intranet networks in CIDR form
 */
record HbaAddresses(String admin, List<String> infra, List<String> cluster, List<String> intranet) {

  static HbaAddresses of(Fleet fleet, PgCluster cluster, PgInstance member) {
    return new HbaAddresses(
        fleet.meta().adminIp(),
        fleet.infra().stream().map(one -> one.node().host()).toList(),
        cluster.instances().stream().map(one -> one.node().host()).toList(),
        member.node().parameters().security().nodeFirewallIntranet());
  }

  /** Networks that an alias, an address or a network stands for; not for those of this machine. */
  List<String> networks(String address) {
    return switch (address) {
      case "admin" -> single(List.of(admin));
      case "infra" -> single(infra);
      case "cluster" -> single(cluster);
      case "intra", "intranet" -> intranet;
      case "world", "all" -> List.of("0.0.0.0/0", "::/0");
      default -> address.contains("/") ? List.of(address) : single(List.of(address));
    };
  }

  private static List<String> single(List<String> addresses) {
    return addresses.stream().map(one -> one + "/32").toList();
  }
}
