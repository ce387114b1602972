package io.pgfleet.applier.activation;

import io.pgfleet.applier.node.Command;
import io.pgfleet.applier.node.Outcome;
import io.pgfleet.applier.plan.Details;
import io.pgfleet.applier.plan.Due;
import io.pgfleet.applier.plan.Probe;
import io.pgfleet.applier.sync.Contents;
import io.pgfleet.applier.tree.Step;
import java.time.Duration;
import java.util.List;

/** Runs a command, and waits until its guard is satisfied. */
final class RunAction implements Action {
  private final Contents contents;
  private final Survey survey;
  private final Waiting waiting;

  RunAction(Contents contents, Survey survey, Waiting waiting) {
    this.contents = contents;
    this.survey = survey;
    this.waiting = waiting;
  }

  @Override
  public void act(Machine machine, Step step, Due due) {
    Details details = new Details(step);
    byte[] stdin = details.stdin().map(contents::payload).orElseGet(() -> new byte[0]);
    Duration limit = Duration.ofSeconds(step.timeoutSeconds());
    Outcome outcome = machine.node().act(new Command(details.argv(), stdin, limit));
    Tried.to(step.title(), machine, outcome);
    step.guard().ifPresent(guard -> verify(machine, step, Probe.guard(guard)));
  }

  private void verify(Machine machine, Step step, Probe guard) {
    Duration deadline = Duration.ofSeconds(step.timeoutSeconds());
    boolean satisfied =
        waiting.until(
            () -> survey.ask(machine.node(), List.of(guard)).get(guard).succeeded(),
            deadline,
            Duration.ZERO);
    if (!satisfied) {
      throw Tried.failure(
          step.title(), machine, "it ran, but its guard says that the result is not there");
    }
  }
}
