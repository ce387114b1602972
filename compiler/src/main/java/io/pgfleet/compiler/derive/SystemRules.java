package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.model.Facts;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import java.util.List;

/** A machine whose release of an operating system is not served gets another one's packages. */
record SystemRules(Fleet fleet, Diagnostics diagnostics) {

  void check(List<Scope> hosts) {
    for (Node node : fleet.nodes()) {
      fleet
          .catalog()
          .standIn(node.facts())
          .filter(one -> fleet.catalog().release(node.facts()).isPresent())
          .ifPresent(one -> taken(node, one, hosts));
    }
  }

  private void taken(Node node, Facts.OperatingSystem as, List<Scope> hosts) {
    Facts.OperatingSystem os = node.facts().os();
    hosts.stream()
        .filter(one -> one.host().equals(node.host()))
        .forEach(
            one ->
                diagnostics.warning(
                    "F058",
                    one.origin(),
                    "no package is known for '%s %s' itself, which is taken for version %s"
                        .formatted(os.id(), os.version(), as.version()),
                    "try it on a machine that may break, or use a release that is served"));
  }
}
