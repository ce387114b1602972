package io.pgfleet.applier.activation;

import com.fasterxml.jackson.databind.JsonNode;
import io.pgfleet.applier.node.Command;
import io.pgfleet.applier.node.Outcome;
import io.pgfleet.applier.plan.Details;
import io.pgfleet.applier.plan.Due;
import io.pgfleet.applier.plan.LiveMerge;
import io.pgfleet.applier.plan.Probe;
import io.pgfleet.applier.tree.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Merges our keys into a document that a service holds. */
final class LiveAction implements Action {
  private static final Duration SETTLE = Duration.ofSeconds(10);

  private final Fleet fleet;
  private final Survey survey;
  private final Waiting waiting;

  LiveAction(Fleet fleet, Survey survey, Waiting waiting) {
    this.fleet = fleet;
    this.survey = survey;
    this.waiting = waiting;
  }

  @Override
  public void act(Machine machine, Step step, Due due) {
    LiveMerge merge = merge(machine, step);
    byte[] patch = merge.patch().toString().getBytes(StandardCharsets.UTF_8);
    Duration limit = Duration.ofSeconds(step.timeoutSeconds());
    List<String> write = new Details(step).write();
    Tried.to(step.title(), machine, machine.node().act(new Command(write, patch, limit)));
    if (!waiting.until(() -> merge(machine, step).names().isEmpty(), SETTLE, Duration.ZERO)) {
      throw Tried.failure(step.title(), machine, "the service does not hold what was written");
    }
  }

  private LiveMerge merge(Machine machine, Step step) {
    Probe probe = Probe.live(step);
    Outcome outcome = survey.ask(machine.node(), List.of(probe)).get(probe);
    Tried.to("read for '" + step.title() + "'", machine, outcome);
    return LiveMerge.of(fleet.world(), step, machine.host(), outcome.stdout())
        .orElseThrow(
            () -> Tried.failure(step.title(), machine, "what it read is not a JSON object"));
  }

  /** The document's leaves as a machine remembers them. */
  static SortedMap<String, String> leaves(Fleet fleet, Step step, Machine machine) {
    JsonNode document = fleet.desired().documents().get(new Details(step).document());
    SortedMap<String, String> sealed = new TreeMap<>();
    LiveMerge.leaves(document)
        .forEach((pointer, value) -> sealed.put(pointer, machine.state().seal(value.toString())));
    return sealed;
  }
}
