package io.pgfleet.applier.activation;

import io.pgfleet.applier.node.Command;
import io.pgfleet.applier.plan.Details;
import io.pgfleet.applier.plan.Due;
import io.pgfleet.applier.sync.Contents;
import io.pgfleet.applier.tree.Step;
import java.time.Duration;

/** Runs a command; whether its guard is satisfied then is for later steps and gates to prove. */
final class RunAction implements Action {
  private final Contents contents;

  RunAction(Contents contents) {
    this.contents = contents;
  }

  @Override
  public void act(Machine machine, Step step, Due due) {
    Details details = new Details(step);
    byte[] stdin = details.stdin().map(contents::payload).orElseGet(() -> new byte[0]);
    Duration limit = Duration.ofSeconds(step.timeoutSeconds());
    Tried.to(step.title(), machine, machine.node().act(new Command(details.argv(), stdin, limit)));
  }
}
