package io.pgfleet.applier.plan;

import io.pgfleet.applier.tree.Step;

/**
 * A step that acts, or may act, on a machine.
 *
 * @param host inventory host; empty while a group step has no target
 */
public record PlannedStep(String phase, Step step, String host, Due due) {

  /** Whether it can never be undone. */
  public boolean isIrreversible() {
    return step.undo().kind().equals("irreversible");
  }
}
