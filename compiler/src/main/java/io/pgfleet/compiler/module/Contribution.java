package io.pgfleet.compiler.module;

import java.util.List;

/** What a module adds to the tree; lists keep the module's order. */
public record Contribution(
    List<Artifact> artifacts, List<PhasedStep> steps, List<Operation> operations) {
  public Contribution {
    artifacts = List.copyOf(artifacts);
    steps = List.copyOf(steps);
    operations = List.copyOf(operations);
  }

  /** One that offers no operation. */
  public Contribution(List<Artifact> artifacts, List<PhasedStep> steps) {
    this(artifacts, steps, List.of());
  }

  /** A step and the phase it belongs to. */
  public record PhasedStep(Phase phase, Step step) {}
}
