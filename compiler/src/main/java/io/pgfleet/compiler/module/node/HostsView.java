package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.parameter.NodeDns;
import io.pgfleet.compiler.module.dialect.ConfText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The lines owned in {@code /etc/hosts}: an address and the names it has. */
record HostsView(List<Line> lines) {

  record Line(String text) {}

  /**
   * The node itself, so that its name resolves whatever the name servers say; the other nodes when
   * names are exchanged; then the user's records.
   */
  static HostsView of(Node node, Fleet fleet) {
    Set<String> lines = new LinkedHashSet<>();
    lines.add(record(node));
    if (node.parameters().identity().nodenameExchange()) {
      fleet.nodes().forEach(other -> lines.add(record(other)));
    }
    NodeDns dns = node.parameters().dns();
    dns.nodeDefaultEtcHosts().forEach(line -> lines.add(ConfText.line(line)));
    dns.nodeEtcHosts().forEach(line -> lines.add(ConfText.line(line)));
    return new HostsView(lines.stream().map(Line::new).toList());
  }

  private static String record(Node node) {
    return ConfText.word(node.host()) + " " + ConfText.word(node.name());
  }
}
