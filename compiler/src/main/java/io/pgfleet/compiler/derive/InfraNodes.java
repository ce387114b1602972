package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.model.InfraNode;
import io.pgfleet.compiler.model.parameter.Dns;
import io.pgfleet.compiler.model.parameter.Nginx;
import io.pgfleet.compiler.model.parameter.Portal;
import io.pgfleet.compiler.model.parameter.RemoteServers;
import java.util.List;

/** Members of the group {@code infra}. */
final class InfraNodes {
  private static final String GROUP = "infra";

  private final Binder binder;
  private final Diagnostics diagnostics;

  InfraNodes(Binder binder, Diagnostics diagnostics) {
    this.binder = binder;
    this.diagnostics = diagnostics;
  }

  List<InfraNode> derive(Hosts hosts) {
    new Sequences(hosts, diagnostics).check(GROUP, "infra_seq", "F012");
    return hosts.by("infra_seq", one -> one.in(GROUP) && one.sets("infra_seq")).stream()
        .map(
            one ->
                new InfraNode(
                    one.node(),
                    one.number("infra_seq"),
                    binder.bind(Portal.class, one.scope()),
                    binder.bind(Nginx.class, one.scope()),
                    binder.bind(Dns.class, one.scope()),
                    binder.bind(RemoteServers.class, one.scope())))
        .toList();
  }
}
