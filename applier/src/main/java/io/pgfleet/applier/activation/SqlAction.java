package io.pgfleet.applier.activation;

import io.pgfleet.applier.node.Command;
import io.pgfleet.applier.node.Outcome;
import io.pgfleet.applier.plan.Details;
import io.pgfleet.applier.plan.Due;
import io.pgfleet.applier.plan.Dueness;
import io.pgfleet.applier.plan.Probe;
import io.pgfleet.applier.sync.Contents;
import io.pgfleet.applier.tree.Step;
import java.time.Duration;
import java.util.List;

/** Runs those items of a step that its probe names, in the step's order. */
final class SqlAction implements Action {
  private final Contents contents;
  private final Survey survey;

  SqlAction(Contents contents, Survey survey) {
    this.contents = contents;
    this.survey = survey;
  }

  @Override
  public void act(Machine machine, Step step, Due due) {
    Details details = new Details(step);
    List<String> left = left(machine, step);
    Duration limit = Duration.ofSeconds(step.timeoutSeconds());
    for (Details.Item item : details.items()) {
      if (left.contains(item.id())) {
        byte[] text = contents.payload(item.file());
        Outcome outcome = machine.node().act(new Command(details.argv(), text, limit));
        Tried.to(step.title() + ": " + item.id(), machine, outcome);
      }
    }
    List<String> still = left(machine, step);
    if (!still.isEmpty()) {
      throw Tried.failure(
          step.title(), machine, "its probe still names " + String.join(", ", still));
    }
  }

  private List<String> left(Machine machine, Step step) {
    Probe probe = Probe.sql(step);
    Outcome outcome = survey.ask(machine.node(), List.of(probe)).get(probe);
    Tried.to("probe for '" + step.title() + "'", machine, outcome);
    return Dueness.lines(outcome);
  }
}
