package io.pgfleet.compiler.model.parameter;

import java.util.List;

/**
 * Time and cron of a node; each component is the parameter of that name in the schema, which
 * documents it.
 */
public record NodeTime(
    String nodeTimezone,
    boolean nodeNtpEnabled,
    List<String> nodeNtpServers,
    boolean nodeCrontabOverwrite,
    List<String> nodeCrontab) {

  public NodeTime {
    nodeNtpServers = nodeNtpServers == null ? List.of() : List.copyOf(nodeNtpServers);
    nodeCrontab = nodeCrontab == null ? List.of() : List.copyOf(nodeCrontab);
  }
}
