package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.model.Facts;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.InfraNode;
import java.util.List;

/** What watches servers that others run can be installed where it is wanted. */
record WatcherRules(Fleet fleet, Diagnostics diagnostics) {
  private static final String EXPORTER = "pg-exporter";

  void check(List<Scope> hosts) {
    for (InfraNode node : fleet.infra()) {
      if (!node.remote().pgExporters().isEmpty() && !provided(node.node().facts())) {
        hosts.stream()
            .filter(one -> one.host().equals(node.node().host()))
            .forEach(one -> missing(one));
      }
    }
  }

  private boolean provided(Facts facts) {
    return fleet.catalog().release(facts).map(one -> one.provides(EXPORTER)).orElse(true);
  }

  private void missing(Scope scope) {
    diagnostics.error(
        "M001",
        Items.origin(scope, "pg_exporters"),
        "the source of packages has no exporter with which to watch other servers",
        "set 'packages: reference' in env.yml, or remove pg_exporters");
  }
}
