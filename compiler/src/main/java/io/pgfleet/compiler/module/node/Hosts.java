package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import java.util.List;
import java.util.function.Predicate;

/** Selections of a fleet's nodes, as the addresses that steps name. */
final class Hosts {
  private Hosts() {}

  /** All nodes. */
  static List<String> all(Fleet fleet) {
    return where(fleet, node -> true);
  }

  /** The nodes for which the condition holds. */
  static List<String> where(Fleet fleet, Predicate<Node> condition) {
    return fleet.nodes().stream().filter(condition).map(Node::host).toList();
  }
}
