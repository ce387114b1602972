package io.pgfleet.compiler.module;

import java.util.ArrayList;
import java.util.List;

/** A contribution in the making: artifacts and steps in the order in which they were added. */
public final class Draft {
  private final List<Artifact> artifacts = new ArrayList<>();
  private final List<Contribution.PhasedStep> steps = new ArrayList<>();

  /** Adds something that the tree holds. */
  public Draft add(Artifact artifact) {
    artifacts.add(artifact);
    return this;
  }

  /** Adds a step to a phase; one that has no node to run on is left out. */
  public Draft add(Phase phase, Step step) {
    if (!step.where().nodes().isEmpty()) {
      steps.add(new Contribution.PhasedStep(phase, step));
    }
    return this;
  }

  /** Adds everything that another part contributed. */
  public Draft add(Contribution other) {
    artifacts.addAll(other.artifacts());
    steps.addAll(other.steps());
    return this;
  }

  public Contribution contribution() {
    return new Contribution(artifacts, steps);
  }
}
