package io.pgfleet.compiler;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.inventory.Block;
import io.pgfleet.compiler.inventory.Inventory;
import io.pgfleet.compiler.inventory.Value;
import io.pgfleet.compiler.module.dialect.RefusedTextException;
import java.util.ArrayList;
import java.util.List;

/** Finds where the user wrote a text that a file can't carry. */
final class Culprit {
  private final String sought;
  private final List<Origin> found = new ArrayList<>();

  private Culprit(String sought) {
    this.sought = sought;
  }

  /** Reports the refused text at each place where it stands. */
  static void report(RefusedTextException refused, Inventory inventory, Diagnostics diagnostics) {
    Culprit culprit = new Culprit(refused.text());
    culprit.look(inventory.all());
    inventory.groups().forEach(group -> culprit.look(group.vars()));
    inventory.hosts().forEach(host -> culprit.look(host.vars()));
    if (culprit.found.isEmpty()) {
      culprit.found.add(inventory.origin());
    }
    for (Origin origin : culprit.found) {
      diagnostics.error("R001", origin, refused.getMessage(), "write it without that");
    }
  }

  private void look(Block block) {
    block.settings().values().forEach(setting -> look(setting.value()));
  }

  private void look(Value value) {
    if (value instanceof Value.Mapping mapping) {
      mapping.settings().values().forEach(setting -> look(setting.value()));
    } else if (value instanceof Value.Sequence sequence) {
      sequence.items().forEach(this::look);
    } else if (value instanceof Value.Scalar scalar
        && !sought.isEmpty()
        && scalar.content().filter(content -> content.toString().contains(sought)).isPresent()) {
      found.add(scalar.origin());
    }
  }
}
