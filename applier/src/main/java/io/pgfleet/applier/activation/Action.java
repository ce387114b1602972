package io.pgfleet.applier.activation;

import io.pgfleet.applier.plan.Due;
import io.pgfleet.applier.tree.Step;

/** What a kind of step does on one machine. */
interface Action {

  /**
   * Acts, and proves that it worked.
   *
   * @throws StepFailure when it did not
   */
  void act(Machine machine, Step step, Due due);
}
