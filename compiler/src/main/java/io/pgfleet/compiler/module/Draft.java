package io.pgfleet.compiler.module;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A contribution in the making: artifacts and steps in the order in which they were added. */
public final class Draft {
  private final List<Artifact> artifacts = new ArrayList<>();
  private final List<Contribution.PhasedStep> steps = new ArrayList<>();
  private final List<Operation> operations = new ArrayList<>();
  private final Set<String> leftOut = new HashSet<>();

  /** Adds something that the tree holds. */
  public Draft add(Artifact artifact) {
    artifacts.add(artifact);
    return this;
  }

  /** Adds a step to a phase; one that has no node to run on is left out, nothing waits for it. */
  public Draft add(Phase phase, Step step) {
    if (step.where().nodes().isEmpty()) {
      leftOut.add(step.id());
    } else {
      steps.add(new Contribution.PhasedStep(phase, step));
    }
    return this;
  }

  /** Adds something that people can ask for. */
  public Draft add(Operation operation) {
    operations.add(operation);
    return this;
  }

  /** Adds everything that another part contributed. */
  public Draft add(Contribution other) {
    artifacts.addAll(other.artifacts());
    steps.addAll(other.steps());
    operations.addAll(other.operations());
    return this;
  }

  public Contribution contribution() {
    return new Contribution(artifacts, steps.stream().map(this::waiting).toList(), operations);
  }

  private Contribution.PhasedStep waiting(Contribution.PhasedStep one) {
    Step.When when = one.step().when();
    List<String> after = when.after().stream().filter(id -> !leftOut.contains(id)).toList();
    return new Contribution.PhasedStep(one.phase(), one.step().when(when.after(after)));
  }
}
