package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.inventory.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Addresses that move between nodes: complete, in a network of their bearers, nobody else's. */
final class FloatingAddressRules {
  private final Hosts hosts;
  private final Diagnostics diagnostics;
  private final Map<String, Hosts.Host> machines = new HashMap<>();

  FloatingAddressRules(Hosts hosts, Diagnostics diagnostics) {
    this.hosts = hosts;
    this.diagnostics = diagnostics;
    hosts.all().forEach(one -> machines.put(one.node().host(), one));
  }

  void check() {
    for (Hosts.Host host : hosts.all()) {
      if (host.flag("vip_enabled")) {
        complete(host);
      }
    }
    List<Hosts.Host> bearers =
        hosts.all().stream()
            .filter(one -> one.flag("vip_enabled"))
            .filter(one -> one.sets("vip_vrid") && one.sets("vip_address"))
            .toList();
    bearers.forEach(this::trusted);
    routers(bearers);
    clusters();
  }

  private void complete(Hosts.Host host) {
    for (String needed : List.of("vip_address", "vip_vrid")) {
      if (!host.sets(needed)) {
        diagnostics.error(
            "F032",
            host.origin("vip_enabled"),
            "vip_enabled needs " + needed,
            "set " + needed + " beside it");
      }
    }
  }

  /** It has no network of its own, so the networks that are declared as trusted must hold it. */
  private void trusted(Hosts.Host host) {
    String address = host.text("vip_address");
    unowned(host, "vip_address", address);
    List<String> networks = networks(host);
    if (networks.stream().noneMatch(one -> Network.of(one).contains(address))) {
      diagnostics.warning(
          "F037",
          host.origin("vip_address"),
          "vip_address '%s' is in no network of node_firewall_intranet: %s"
              .formatted(address, String.join(", ", networks)),
          "correct it, or add its network to node_firewall_intranet");
    }
  }

  private static List<String> networks(Hosts.Host host) {
    return host
        .scope()
        .effective("node_firewall_intranet")
        .map(Scope.Effective::value)
        .filter(Value.Sequence.class::isInstance)
        .map(one -> ((Value.Sequence) one).items())
        .orElse(List.of())
        .stream()
        .filter(Value.Scalar.class::isInstance)
        .map(one -> ((Value.Scalar) one).text())
        .toList();
  }

  private void unowned(Hosts.Host host, String parameter, String address) {
    if (machines.containsKey(address)) {
      diagnostics.error(
          "F036",
          host.origin(parameter),
          parameter + " '" + address + "' is the address of a host",
          "choose an address that no machine has");
    }
  }

  /** In one network a router id stands for one address; which networks are one is a guess. */
  private void routers(List<Hosts.Host> bearers) {
    Map<String, Hosts.Host> byNumber = new HashMap<>();
    Map<String, Hosts.Host> byAddress = new HashMap<>();
    for (Hosts.Host host : bearers) {
      String address = host.text("vip_address");
      String number = host.text("vip_vrid");
      String network = address.substring(0, address.lastIndexOf('.'));
      Hosts.Host first = byNumber.putIfAbsent(network + "/" + number, host);
      if (first != null && !first.text("vip_address").equals(address)) {
        diagnostics.error(
            "F034",
            host.origin("vip_vrid"),
            "vip_vrid '%s' stands for address '%s' on host '%s' already"
                .formatted(number, first.text("vip_address"), first.node().host()),
            "give each floating address its own number");
      }
      Hosts.Host peer = byAddress.putIfAbsent(address, host);
      if (peer != null && !peer.text("vip_vrid").equals(number)) {
        diagnostics.error(
            "F034",
            host.origin("vip_vrid"),
            "vip_vrid of address '%s' is '%s' on host '%s'"
                .formatted(address, peer.text("vip_vrid"), peer.node().host()),
            "give all its bearers the same number");
      }
    }
  }

  private void clusters() {
    Map<String, String> owners = new HashMap<>();
    for (Hosts.Host host : hosts.all()) {
      if (!host.flag("pg_vip_enabled") || !host.sets("pg_cluster")) {
        continue;
      }
      String written = host.text("pg_vip_address");
      String address = written.replaceFirst("/.*", "");
      if (address.startsWith("127.")) {
        diagnostics.error(
            "F032",
            host.origin("pg_vip_enabled"),
            "pg_vip_enabled needs pg_vip_address",
            "set pg_vip_address beside it, such as 10.10.10.2/24");
        continue;
      }
      unowned(host, "pg_vip_address", address);
      bearer(host, written);
      owner(host, address, owners);
    }
  }

  private void bearer(Hosts.Host host, String written) {
    if (!Network.of(written).contains(host.node().host())) {
      diagnostics.error(
          "F037",
          host.origin("pg_vip_address"),
          "host '%s' is not in the network of pg_vip_address '%s'"
              .formatted(host.node().host(), written),
          "choose an address of the network that all members are in");
    }
  }

  private void owner(Hosts.Host host, String address, Map<String, String> owners) {
    String first = owners.putIfAbsent(address, host.text("pg_cluster"));
    if (first != null && !first.equals(host.text("pg_cluster"))) {
      diagnostics.error(
          "F036",
          host.origin("pg_vip_address"),
          "pg_vip_address '%s' is that of cluster '%s' already".formatted(address, first),
          "give each cluster its own");
    }
  }
}
