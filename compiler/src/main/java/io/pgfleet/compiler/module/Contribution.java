package io.pgfleet.compiler.module;

import java.util.List;

/** What a module adds to the tree; lists keep the module's order. */
public record Contribution(List<Artifact> artifacts, List<PhasedStep> steps) {
  public Contribution {
    artifacts = List.copyOf(artifacts);
    steps = List.copyOf(steps);
  }

  /** A step and the phase it belongs to. */
  public record PhasedStep(Phase phase, Step step) {}
}
