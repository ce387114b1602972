package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.Distribution;
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
    booleans(node, fleet).forEach(one -> settings.add(new Setting("boolean " + one)));
    if (!security.nodeFirewallMode().equals("none")) {
      settings.add(new Setting("firewall " + security.nodeFirewallMode()));
    }
    if (protectedOn(node)) {
      trusted(node, fleet).forEach(one -> settings.add(new Setting("trusted " + one)));
      ports(node).forEach(one -> settings.add(new Setting("public " + one)));
    }
    return new SecurityView(settings);
  }

  /** What policies of Red Hat's family keep these daemons from unless it is allowed. */
  private static List<String> booleans(Node node, Fleet fleet) {
    List<String> booleans = new ArrayList<>();
    if (Distribution.of(node) == Distribution.REDHAT) {
      if (node.parameters().haproxy().haproxyEnabled()) {
        booleans.add("haproxy_connect_any");
      }
      if (serves(node, fleet)) {
        booleans.add("httpd_can_network_connect");
      }
      if (node.parameters().vip().vipEnabled()) {
        booleans.add("keepalived_connect_any");
      }
    }
    return booleans;
  }

  private static boolean serves(Node node, Fleet fleet) {
    return fleet.infra().stream()
        .anyMatch(one -> one.node().host().equals(node.host()) && one.nginx().nginxEnabled());
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
