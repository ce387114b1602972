package io.pgfleet.compiler.module.infra;

import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.parameter.PortalEntry;
import io.pgfleet.compiler.module.node.Parameters;
import java.util.List;
import java.util.Optional;

/** Portal entries for tests. */
final class Entries {
  private Entries() {}

  static Node node() {
    return Parameters.defaults().node("10.10.10.10", "n-1");
  }

  static PortalEntry domain(String domain) {
    return entry(List.of(domain), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static PortalEntry of(Optional<String> path, Optional<String> endpoint, String auth) {
    return entry(
        List.of(path.isPresent() ? "x.pigsty" : "y.pigsty", "z.pigsty"),
        path,
        endpoint,
        Optional.of(auth));
  }

  private static PortalEntry entry(
      List<String> domains,
      Optional<String> path,
      Optional<String> endpoint,
      Optional<String> auth) {
    return new PortalEntry(
        Optional.of(domains.get(0)),
        domains.subList(1, domains.size()),
        endpoint,
        "http",
        true,
        path,
        true,
        Optional.empty(),
        Optional.of("# own line\ngzip off;"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        auth,
        Optional.empty(),
        Optional.empty());
  }
}
