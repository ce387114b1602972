package io.pgfleet.compiler;

import io.pgfleet.compiler.tree.Publication;
import java.util.List;
import java.util.Optional;

/**
 * What a compile would write.
 *
 * @param inputs recorded inputs of a demo environment that are missing or don't fit
 * @param tree how the published tree differs; unknown while inputs are stale
 */
public record Staleness(List<String> inputs, Optional<Publication> tree) {
  public Staleness {
    inputs = List.copyOf(inputs);
  }

  static Staleness ofInputs(List<String> inputs) {
    return new Staleness(inputs, Optional.empty());
  }

  static Staleness of(Publication difference) {
    return new Staleness(List.of(), Optional.of(difference));
  }

  /** Whether what is published is what the inventory compiles to. */
  public boolean isCurrent() {
    return inputs.isEmpty() && tree.filter(Publication::changesNothing).isPresent();
  }
}
