package io.pgfleet.applier.cli;

import io.pgfleet.applier.tree.Tree;
import java.util.ArrayList;
import java.util.List;

/** Turns names of hosts or nodes into hosts of a tree. */
final class Limit {
  private Limit() {}

  /** All hosts that are named; none when nothing is named. */
  static List<String> of(List<String> names, Tree tree) {
    List<String> hosts = new ArrayList<>();
    for (String name : names) {
      hosts.add(host(name, tree));
    }
    return hosts.stream().distinct().sorted().toList();
  }

  private static String host(String name, Tree tree) {
    return tree.nodes().values().stream()
        .filter(node -> node.host().equals(name) || node.node().equals(name))
        .map(node -> node.host())
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    ExitCode.USAGE,
                    "there is no host '"
                        + name
                        + "' in '"
                        + tree.environment()
                        + "'; use one of "
                        + String.join(", ", tree.nodes().keySet())));
  }
}
