package io.pgfleet.compiler.model.parameter;

import java.util.List;

/**
 * SELinux and firewall of a node; each component is the parameter of that name in the schema, which
 * documents it.
 */
public record NodeSecurity(
    String nodeSelinuxMode,
    String nodeFirewallMode,
    List<String> nodeFirewallIntranet,
    List<Integer> nodeFirewallPublicPort) {

  public NodeSecurity {
    nodeFirewallIntranet =
        nodeFirewallIntranet == null ? List.of() : List.copyOf(nodeFirewallIntranet);
    nodeFirewallPublicPort =
        nodeFirewallPublicPort == null ? List.of() : List.copyOf(nodeFirewallPublicPort);
  }
}
