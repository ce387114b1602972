package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.parameter.NodeDns;
import io.pgfleet.compiler.module.dialect.ConfText;
import java.util.List;

/** The lines owned in {@code /etc/resolv.conf}. */
record ResolverView(List<Server> servers, List<Option> options) {

  record Server(String address) {}

  record Option(String line) {}

  static ResolverView of(NodeDns dns) {
    return new ResolverView(
        dns.nodeDnsServers().stream().map(one -> new Server(ConfText.word(one))).toList(),
        dns.nodeDnsOptions().stream().map(one -> new Option(ConfText.line(one))).toList());
  }
}
