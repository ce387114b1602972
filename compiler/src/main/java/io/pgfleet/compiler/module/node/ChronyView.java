package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.InfraNode;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.module.dialect.ConfText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whom a node asks for the time and whom it tells.
 *
 * @param sources complete {@code pool} and {@code server} lines
 * @param server whether it tells others; then also when it has lost its own sources
 * @param clients networks that may ask
 */
record ChronyView(List<Source> sources, boolean server, List<Client> clients) {

  record Source(String line) {}

  record Client(String network) {}

  /** The user's sources; nodes that are no infrastructure ask the infrastructure nodes as well. */
  static ChronyView of(Node node, Fleet fleet) {
    boolean server = fleet.infra().stream().anyMatch(one -> one.node().host().equals(node.host()));
    List<String> lines = new ArrayList<>();
    for (String line : node.parameters().time().nodeNtpServers()) {
      // asking oneself would keep a wrong time for good
      if (!mentions(line, node.host())) {
        lines.add(ConfText.line(line));
      }
    }
    if (!server) {
      lines.addAll(infrastructure(fleet, lines));
    }
    return new ChronyView(
        lines.stream().map(Source::new).toList(), server, server ? clients(node) : List.of());
  }

  private static List<String> infrastructure(Fleet fleet, List<String> known) {
    return fleet.infra().stream()
        .map(InfraNode::node)
        .filter(node -> node.parameters().time().nodeNtpEnabled())
        .map(Node::host)
        .filter(host -> known.stream().noneMatch(line -> mentions(line, host)))
        .map(host -> "server " + ConfText.word(host) + " iburst")
        .toList();
  }

  private static List<Client> clients(Node node) {
    return node.parameters().security().nodeFirewallIntranet().stream()
        .map(network -> new Client(ConfText.word(network)))
        .toList();
  }

  private static boolean mentions(String line, String host) {
    return Arrays.asList(line.split("\\s+")).contains(host);
  }
}
