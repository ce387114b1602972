package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.parameter.NodeSecurity;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What SELinux and the firewall of a node are asked for, a word and its value in each line. */
record SecurityView(List<Setting> settings) {

  record Setting(String line) {}

  static SecurityView of(Node node, Fleet fleet) {
    NodeSecurity security = node.parameters().security();
    List<Setting> settings = new ArrayList<>();
    settings.add(new Setting("selinux " + security.nodeSelinuxMode()));
    if (!security.nodeFirewallMode().equals("none")) {
      settings.add(new Setting("firewall " + security.nodeFirewallMode()));
    }
    if (protectedOn(node)) {
      trusted(node, fleet).forEach(one -> settings.add(new Setting("trusted " + one)));
      ports(node).forEach(one -> settings.add(new Setting("public " + one)));
    }
    return new SecurityView(settings);
  }

  /** Whether the firewall of that node has zones. */
  static boolean protectedOn(Node node) {
    return node.parameters().security().nodeFirewallMode().equals("zone");
  }

  /** The inner networks, and those nodes of the fleet that are in none of them. */
  private static List<String> trusted(Node node, Fleet fleet) {
    List<String> networks = node.parameters().security().nodeFirewallIntranet();
    List<String> trusted = new ArrayList<>(networks);
    fleet.nodes().stream()
        .map(Node::host)
        .filter(host -> networks.stream().noneMatch(one -> Cidr.of(one).contains(host)))
        .sorted()
        .forEach(trusted::add);
    return trusted;
  }

  /** The port that the node is reached at stays open, whatever the inventory lists. */
  private static SortedSet<Integer> ports(Node node) {
    SortedSet<Integer> ports = new TreeSet<>(node.parameters().security().nodeFirewallPublicPort());
    ports.add(node.connection().port());
    return ports;
  }
}
