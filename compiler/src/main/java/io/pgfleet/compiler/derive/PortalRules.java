package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.model.InfraNode;
import io.pgfleet.compiler.model.parameter.PortalEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One name leads to one entry of the portal. */
record PortalRules(List<InfraNode> infra, Hosts hosts, Diagnostics diagnostics) {
  private static final String PORTAL = "infra_portal";

  void check() {
    infra.forEach(this::node);
  }

  private void node(InfraNode node) {
    Hosts.Host host = hosts.at(node.node().host());
    Map<String, String> owners = new HashMap<>();
    node.portal()
        .infraPortal()
        .forEach(
            (name, entry) -> {
              for (Named one : named(host, name, entry)) {
                String first = owners.putIfAbsent(one.domain().toLowerCase(Locale.ROOT), name);
                if (first != null && !first.equals(name)) {
                  twice(one, first);
                }
              }
            });
  }

  private void twice(Named one, String owner) {
    diagnostics.error(
        "F038",
        one.origin(),
        "domain '%s' is that of entry '%s' already".formatted(one.domain(), owner),
        "give each entry of infra_portal its own");
  }

  /** A name and where it stands. */
  private record Named(String domain, Origin origin) {}

  private static List<Named> named(Hosts.Host host, String name, PortalEntry entry) {
    List<Named> all = new ArrayList<>();
    entry
        .domain()
        .ifPresent(
            one -> all.add(new Named(one, Items.origin(host.scope(), PORTAL, name, "domain"))));
    for (int i = 0; i < entry.domains().size(); i++) {
      Origin origin = Items.origin(host.scope(), PORTAL, name, "domains", i);
      all.add(new Named(entry.domains().get(i), origin));
    }
    return all;
  }
}
