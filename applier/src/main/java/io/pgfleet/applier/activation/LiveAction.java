package io.pgfleet.applier.activation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgfleet.applier.journal.Event.What;
import io.pgfleet.applier.journal.Journal;
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

  private final Journal journal;

  LiveAction(Fleet fleet, Survey survey, Waiting waiting, Journal journal) {
    this.fleet = fleet;
    this.survey = survey;
    this.waiting = waiting;
    this.journal = journal;
  }

  @Override
  public void act(Machine machine, Step step, Due due) {
    LiveMerge merge = merge(machine, step);
    if (merge.names().isEmpty()) {
      return;
    }
    keep(machine, step, merge.back());
    write(machine, step, merge.patch());
    if (!waiting.until(() -> merge(machine, step).names().isEmpty(), SETTLE, Duration.ZERO)) {
      throw Tried.failure(step.title(), machine, "the service does not hold what was written");
    }
  }

  /** Brings the document back to what it held, if the run changed it. */
  void undo(Kept kept) {
    Machine machine = kept.machine();
    Step step = kept.step();
    write(machine, step, kept.patch());
    boolean back =
        waiting.until(
            () ->
                LiveMerge.towards(kept.patch(), read(machine, step))
                    .map(left -> left.names().isEmpty())
                    .orElse(false),
            SETTLE,
            Duration.ZERO);
    if (!back) {
      throw Tried.failure(
          "undo '" + step.title() + "'", machine, "the service does not hold what it held before");
    }
  }

  /**
   * What a live document held before the run.
   *
   * @param patch a JSON merge patch
   */
  record Kept(Machine machine, Step step, ObjectNode patch) {}

  private void keep(Machine machine, Step step, ObjectNode patch) {
    Journal.Subject subject = new Journal.Subject(machine.host(), "", step.id());
    machine.note(journal.say(What.KEPT, subject, patch.toString(), Duration.ZERO));
    fleet.keep(new Kept(machine, step, patch));
  }

  private static void write(Machine machine, Step step, ObjectNode patch) {
    byte[] bytes = patch.toString().getBytes(StandardCharsets.UTF_8);
    Duration limit = Duration.ofSeconds(step.timeoutSeconds());
    List<String> write = new Details(step).write();
    Tried.to(step.title(), machine, machine.node().act(new Command(write, bytes, limit)));
  }

  private LiveMerge merge(Machine machine, Step step) {
    return LiveMerge.of(fleet.world(), step, machine.host(), read(machine, step))
        .orElseThrow(
            () -> Tried.failure(step.title(), machine, "what it read is not a JSON object"));
  }

  private String read(Machine machine, Step step) {
    Probe probe = Probe.live(step);
    Outcome outcome = survey.ask(machine.node(), List.of(probe)).get(probe);
    Tried.to("read for '" + step.title() + "'", machine, outcome);
    return outcome.stdout();
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
