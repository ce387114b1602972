package io.pgfleet.applier.activation;

import io.pgfleet.applier.tree.Step;
import java.util.Optional;
import java.util.SortedMap;

/** A run that cannot go on; without a step it was asked to stop. */
final class RunStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<Step> step;
  private final transient SortedMap<String, RuntimeException> failures;

  /**
   * @param failures by host
   */
  RunStopped(Optional<Step> step, SortedMap<String, RuntimeException> failures) {
    super(
        step.map(failed -> "step " + failed.id() + " failed")
            .orElse(failures.isEmpty() ? "interrupted" : "a machine failed"));
    this.step = step;
    this.failures = failures;
  }

  /** Whether nothing failed but somebody asked to stop. */
  boolean isInterrupted() {
    return failures.isEmpty();
  }

  Optional<Step> step() {
    return step;
  }

  SortedMap<String, RuntimeException> failures() {
    return failures;
  }
}
