package io.pgfleet.applier.confidential;

import io.pgfleet.applier.fleet.Fleet;
import io.pgfleet.applier.fleet.FleetNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Clients that shake hands with everything that has a certificate, again and again. */
final class TlsClients {
  private final Attempts attempts;
  private final Fleet fleet;

  TlsClients(Attempts attempts, Fleet fleet) {
    this.attempts = attempts;
    this.fleet = fleet;
  }

  /** Of a node's server, its Patroni and, from there, the members of etcd. */
  void of(FleetNode node) {
    String host = node.address();
    attempts.add(
        "server " + node,
        () -> new Handshake(host, host, 5432, trust(node), Optional.empty()).server());
    Handshake rest = new Handshake(host, host, 8008, trust(node), Optional.empty());
    attempts.add("rest " + node, () -> Handshake.getAny(List.of(rest), "/health"));
    Path etcd = node.files().resolve("etc/etcd");
    Handshake.Own own = new Handshake.Own(etcd.resolve("server.crt"), etcd.resolve("server.key"));
    attempts.add(
        "etcd from " + node,
        () ->
            Handshake.getAny(
                fleet.nodes().stream()
                    .map(FleetNode::address)
                    .map(
                        one ->
                            new Handshake(one, one, 2379, etcd.resolve("ca.crt"), Optional.of(own)))
                    .toList(),
                "/health"));
  }

  /** Of the portal on that node. */
  void ofPortal(FleetNode node) {
    attempts.add(
        "portal " + node,
        () ->
            new Handshake(node.address(), "i.pigsty", 443, trust(node), Optional.empty()).get("/"));
  }

  private static Path trust(FleetNode node) {
    return node.files().resolve("etc/pki/ca.crt");
  }
}
