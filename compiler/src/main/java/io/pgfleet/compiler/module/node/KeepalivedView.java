package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.parameter.NodeVip;
import io.pgfleet.compiler.module.dialect.KeepalivedText;
import java.util.List;

/**
 * A node's part in a floating address.
 *
 * @param name of the cluster of nodes that the address belongs to
 * @param checked whether the load balancer's health decides
 * @param port where the load balancer tells its health
 * @param state what the node is until the first election: MASTER or BACKUP
 * @param preempt whether a better node takes the address back
 * @param router number of the virtual router, unique in the network
 * @param priority the highest wins; among equals, the highest address does
 * @param source the node's own address
 * @param peers the other nodes that can hold the address
 * @param authenticated whether the peers share a password
 * @param password reference
 * @param address the floating address; without a prefix length, keepalived takes it as a host's
 */
record KeepalivedView(
    String name,
    boolean checked,
    int port,
    String state,
    boolean preempt,
    String networkInterface,
    int router,
    int priority,
    String source,
    List<Peer> peers,
    boolean authenticated,
    String password,
    String address) {

  private static final int MASTER = 128;
  private static final int BACKUP = 100;

  record Peer(String address) {}

  static KeepalivedView of(Node node, Fleet fleet) {
    NodeVip vip = node.parameters().vip();
    List<Node> holders = holders(node, fleet);
    boolean master = vip.vipRole().equals("master");
    return new KeepalivedView(
        KeepalivedText.word(node.cluster()),
        node.parameters().haproxy().haproxyEnabled(),
        node.parameters().haproxy().haproxyExporterPort(),
        // an instance that must not preempt has to start as backup
        master && vip.vipPreempt() ? "MASTER" : "BACKUP",
        vip.vipPreempt(),
        KeepalivedText.word(vip.vipInterface()),
        vip.vipVrid().orElseThrow(() -> missing(node, "vip_vrid")),
        master ? MASTER : BACKUP,
        node.host(),
        holders.stream().filter(other -> other != node).map(o -> new Peer(o.host())).toList(),
        !vip.vipAuthPass().empty(),
        vip.vipAuthPass().filtered("keepalived"),
        KeepalivedText.word(vip.vipAddress().orElseThrow(() -> missing(node, "vip_address"))));
  }

  /** The nodes that can hold the same address, in the fleet's order. */
  static List<Node> holders(Node node, Fleet fleet) {
    return fleet.nodes().stream()
        .filter(other -> other.parameters().vip().vipEnabled())
        .filter(
            other ->
                other.parameters().vip().vipAddress().equals(node.parameters().vip().vipAddress()))
        .toList();
  }

  private static IllegalStateException missing(Node node, String parameter) {
    return new IllegalStateException(
        "node " + node.host() + " has vip_enabled but no " + parameter + ", which derive refuses");
  }
}
