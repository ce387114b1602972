package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.InfraNode;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.module.dialect.ConfText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whom a node asks for the time and whom it tells.
 *
 * @param sources complete {@code pool} and {@code server} lines
 * @param server whether it tells others; then also when it has lost its own sources
 * @param clients networks that may ask
 */
record ChronyView(List<Source> sources, boolean server, List<Client> clients) {
  /**
   * Private networks and this machine; who may reach the port at all is the firewall's business.
   */
  private static final List<Client> CLIENTS =
      Stream.of("10.0.0.0/8", "192.168.0.0/16", "127.0.0.1/32", "::/0").map(Client::new).toList();

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
    return new ChronyView(lines.stream().map(Source::new).toList(), server, CLIENTS);
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

  private static boolean mentions(String line, String host) {
    return Arrays.asList(line.split("\\s+")).contains(host);
  }
}
