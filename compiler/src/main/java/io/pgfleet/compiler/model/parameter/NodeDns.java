package io.pgfleet.compiler.model.parameter;

import java.util.List;

/**
 * Name resolution on a node; each component is the parameter of that name in the schema, which
 * documents it.
 */
public record NodeDns(
    boolean nodeWriteEtcHosts,
    List<String> nodeDefaultEtcHosts,
    List<String> nodeEtcHosts,
    String nodeDnsMethod,
    List<String> nodeDnsServers,
    List<String> nodeDnsOptions) {

  public NodeDns {
    nodeDefaultEtcHosts =
        nodeDefaultEtcHosts == null ? List.of() : List.copyOf(nodeDefaultEtcHosts);
    nodeEtcHosts = nodeEtcHosts == null ? List.of() : List.copyOf(nodeEtcHosts);
    nodeDnsServers = nodeDnsServers == null ? List.of() : List.copyOf(nodeDnsServers);
    nodeDnsOptions = nodeDnsOptions == null ? List.of() : List.copyOf(nodeDnsOptions);
  }
}
