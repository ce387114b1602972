package io.pgfleet.applier.plan;

import io.pgfleet.applier.tree.Step;
import java.time.Duration;

/**
 * A step that acts, or may act, on a machine.
 *
 * @param host inventory host; empty while a group step has no target
 * @param usual how long it took the last time; zero when that is not known
 */
public record PlannedStep(String phase, Step step, String host, Due due, Duration usual) {

  /** Whether it can never be undone. */
  public boolean isIrreversible() {
    return step.undo().kind().equals("irreversible");
  }
}
