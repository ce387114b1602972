package io.pgfleet.applier.activation;

import io.pgfleet.applier.node.Node;
import io.pgfleet.applier.node.Nodes;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** The open connections of a run. */
public final class Connections implements AutoCloseable {
  private final SortedMap<String, Node> nodes;
  private final SortedMap<String, String> silent = new TreeMap<>();

  private Connections(Crew.Harvest<Node> harvest) {
    this.nodes = harvest.results();
    harvest.failures().forEach((host, failure) -> silent.put(host, failure.getMessage()));
  }

  /** Connects to all at once; which do not answer is told. */
  public static Connections open(Collection<String> hosts, Nodes nodes, Crew crew) {
    return new Connections(crew.each(hosts, nodes::open));
  }

  /** Those that answered, by host. */
  public SortedMap<String, Node> byHost() {
    return nodes;
  }

  /** Why a host did not answer, by host. */
  public SortedMap<String, String> silent() {
    return silent;
  }

  @Override
  public void close() {
    nodes.values().forEach(Node::close);
  }
}
