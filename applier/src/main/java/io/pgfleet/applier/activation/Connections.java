package io.pgfleet.applier.activation;

import io.pgfleet.applier.node.Node;
import io.pgfleet.applier.node.NodeException;
import io.pgfleet.applier.node.Nodes;
import java.util.Collection;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The open connections of a run; all or none. */
public final class Connections implements AutoCloseable {
  private final SortedMap<String, Node> nodes;

  private Connections(SortedMap<String, Node> nodes) {
    this.nodes = nodes;
  }

  /**
   * Connects to all at once.
   *
   * @throws NodeException naming every machine that cannot be reached
   */
  public static Connections open(Collection<String> hosts, Nodes nodes, Crew crew) {
    Crew.Harvest<Node> harvest = crew.each(hosts, nodes::open);
    Connections connections = new Connections(harvest.results());
    if (!harvest.failures().isEmpty()) {
      connections.close();
      throw new NodeException(
          harvest.failures().values().stream()
              .map(RuntimeException::getMessage)
              .collect(Collectors.joining("\n")));
    }
    return connections;
  }

  public SortedMap<String, Node> byHost() {
    return nodes;
  }

  @Override
  public void close() {
    nodes.values().forEach(Node::close);
  }
}
