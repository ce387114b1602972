package io.pgfleet.applier.cli;

import io.pgfleet.applier.tree.FleetManifest;
import io.pgfleet.applier.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Turns names of hosts, nodes or groups into hosts of a tree. */
final class Limit {
  private Limit() {}

  /** All hosts that are named; none when nothing is named. */
  static List<String> of(List<String> names, Tree tree) {
    TreeSet<String> hosts = new TreeSet<>();
    for (String name : names) {
      hosts.addAll(hosts(name, tree));
    }
    return List.copyOf(hosts);
  }

  /** Whether a name stands for hosts of the tree. */
  static boolean knows(String name, Tree tree) {
    return !found(name, tree).isEmpty();
  }

  private static List<String> hosts(String name, Tree tree) {
    List<String> hosts = found(name, tree);
    if (hosts.isEmpty()) {
      throw unknown(name, tree);
    }
    return hosts;
  }

  private static List<String> found(String name, Tree tree) {
    FleetManifest.Group group = tree.manifest().groups().get(name);
    if (group != null) {
      return group.members();
    }
    List<String> hosts = new ArrayList<>();
    tree.nodes().values().stream()
        .filter(node -> node.host().equals(name) || node.node().equals(name))
        .forEach(node -> hosts.add(node.host()));
    return hosts;
  }

  private static Refusal unknown(String name, Tree tree) {
    TreeSet<String> known = new TreeSet<>(tree.nodes().keySet());
    known.addAll(tree.manifest().groups().keySet());
    return new Refusal(
        ExitCode.USAGE,
        "there is no host '"
            + name
            + "' in '"
            + tree.environment()
            + "'; use one of "
            + String.join(", ", known));
  }
}
