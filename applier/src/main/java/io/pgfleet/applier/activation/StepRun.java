package io.pgfleet.applier.activation;

import io.pgfleet.applier.journal.Event;
import io.pgfleet.applier.journal.Event.What;
import io.pgfleet.applier.journal.Journal;
import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.plan.Departures;
import io.pgfleet.applier.plan.Details;
import io.pgfleet.applier.plan.Due;
import io.pgfleet.applier.plan.Dueness;
import io.pgfleet.applier.plan.Kind;
import io.pgfleet.applier.plan.Marks;
import io.pgfleet.applier.plan.Planner;
import io.pgfleet.applier.plan.Probe;
import io.pgfleet.applier.plan.Recorded;
import io.pgfleet.applier.plan.World;
import io.pgfleet.applier.tree.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Carries one step out on all its machines. */
final class StepRun {
  private static final int TARGET_SECONDS = 60;

  private final Fleet fleet;
  private final Actions actions;
  private final Journal journal;
  private final Waiting waiting;
  private final Marks marks;
  private final Timestamps timestamps;
  private final Terms terms;
  private final Lead lead;
  private final List<RunResult.Act> acted = new ArrayList<>();
  private boolean recorded = true;

  StepRun(Fleet fleet, Actions actions, Journal journal, Waiting waiting, Terms terms) {
    this.terms = terms;
    this.fleet = fleet;
    this.lead = new Lead(fleet, journal);
    this.actions = actions;
    this.journal = journal;
    this.waiting = waiting;
    this.marks = new Marks(fleet.desired());
    this.timestamps = new Timestamps(journal.clock(), fleet.world());
  }

  /** The same without marks in records, for steps that no tree asks for again. */
  StepRun unrecorded() {
    recorded = false;
    return this;
  }

  /** What acted so far. */
  synchronized List<RunResult.Act> acted() {
    return List.copyOf(acted);
  }

  /**
   * Runs the step where it is due.
   *
   * @param gates which prove each batch before the next one begins
   * @throws RunStopped when it failed anywhere
   */
  void run(String phase, Step step, List<Step> gates) {
    try {
      run(phase, step, gates, host -> true);
    } catch (StepFailure failure) {
      throw new RunStopped(Optional.of(step), new TreeMap<>(Map.of("", failure)));
    }
  }

  private void run(String phase, Step step, List<Step> gates, Predicate<String> where) {
    fleet.refresh(step);
    Map<String, Due> due = due(step, where);
    boolean precious = new Details(step).handOver().isPresent() && !due.isEmpty();
    if (step.strategy().kind().equals("last") && (due.size() > 1 || precious)) {
      fleet.ask(List.copyOf(due.keySet()), List.of(Probe.last(step)));
    }
    List<Map<String, Due>> batches = new Batches(fleet.world()).of(step, due);
    for (Map<String, Due> batch : batches) {
      if (batch != batches.get(0)) {
        Run.stopIfAsked(terms);
      }
      Map<String, Due> turn = lead.turn(step, batch, longest(step));
      act(phase, step, turn);
      if (batches.size() > 1) {
        gates.forEach(gate -> run(phase, gate, List.of(), batch::containsKey));
      }
    }
  }

  /** How long the step took in this run where it took the longest. */
  private Optional<Duration> longest(Step step) {
    return acted().stream()
        .filter(act -> act.step().equals(step.id()))
        .map(RunResult.Act::took)
        .max(Duration::compareTo);
  }

  /** Stops units that left a machine; nothing remembers them then. */
  void stop(Machine machine) {
    for (Step step : new Departures(machine.state(), fleet.desired(), terms.selection()).steps()) {
      Due due = fleet.dueness().of(step, machine.host());
      if (terms.selection().includes(step)) {
        if (!due.isNo()) {
          act(Planner.REMOVAL, step, machine.host(), due);
        }
        machine.remember(recorded -> Departures.without(recorded, new Details(step).unit()));
        machine.flush();
      }
    }
  }

  private Map<String, Due> due(Step step, Predicate<String> where) {
    Map<String, Due> due = new LinkedHashMap<>();
    Dueness dueness = fleet.dueness();
    for (String host : targets(step)) {
      Due verdict = where.test(host) || !World.isOfNodes(step) ? dueness.of(step, host) : null;
      if (verdict != null && !verdict.isNo()) {
        due.put(host, verdict);
      }
    }
    return due;
  }

  private List<String> targets(Step step) {
    World world = fleet.world();
    List<String> targets = world.targets(step);
    if (!targets.isEmpty() || world.candidates(step).isEmpty()) {
      return targets;
    }
    if (world.candidates(step).size() < step.nodes().size()) {
      journal.say(What.NOTICE, step.title() + " stays pending: its target was left out");
      return List.of();
    }
    waiting.until(
        () -> {
          fleet.refreshTarget(step);
          return !fleet.world().targets(step).isEmpty();
        },
        Duration.ofSeconds(patience(step)),
        Duration.ZERO);
    targets = fleet.world().targets(step);
    if (targets.isEmpty()) {
      throw new StepFailure(
          "tried to " + step.title() + " but failed because no machine is its target");
    }
    return targets;
  }

  /** Who asked for an operation waits for it, so a missing target is told soon. */
  private int patience(Step step) {
    return recorded ? step.timeoutSeconds() : Math.min(step.timeoutSeconds(), TARGET_SECONDS);
  }

  private void act(String phase, Step step, Map<String, Due> batch) {
    Crew.Harvest<Recorded.Mark> done =
        fleet.crew().each(batch.keySet(), host -> act(phase, step, host, batch.get(host)));
    done.results().keySet().forEach(host -> fleet.acted().add(step.id(), host));
    if (!World.isOfNodes(step) && !done.results().isEmpty()) {
      fleet.acted().touch(step.nodes());
    }
    if (recorded && !World.isOfNodes(step)) {
      done.results().forEach((host, mark) -> rememberInGroup(step, mark));
    }
    if (!done.failures().isEmpty()) {
      throw new RunStopped(Optional.of(step), done.failures());
    }
  }

  private Recorded.Mark act(String phase, Step step, String host, Due due) {
    Machine machine = fleet.machine(host);
    Journal.Subject subject = new Journal.Subject(host, phase, step.id());
    Instant begun = journal.clock().instant();
    machine.begin(step, due.verb());
    machine.note(journal.say(What.STEP_STARTED, subject, because(step, due), Duration.ZERO));
    if (Kind.of(step) == Kind.GATE) {
      // no change follows with which it could be written
      machine.flush();
    }
    actions.lifeline().around(machine, step, due, () -> actions.of(step).act(machine, step, due));
    Duration took = Duration.between(begun, journal.clock().instant());
    Recorded.Mark mark = marks.of(step, machine.state(), timestamps.next()).taking(took);
    if (recorded && World.isOfNodes(step)) {
      machine.remember(recorded -> recorded.withStep(step.id(), mark));
    }
    Event event = journal.say(What.STEP_DONE, subject, step.title(), took);
    machine.note(event);
    if (Kind.of(step) != Kind.PLACE) {
      // files that are placed can be looked at; that something acted is known from here only
      machine.flush();
    }
    add(new RunResult.Act(phase, step.id(), step.title(), host, due.verb(), took));
    return mark;
  }

  private static String because(Step step, Due due) {
    return step.title() + " (" + due.verb() + ": " + String.join("; ", due.reasons()) + ")";
  }

  private synchronized void add(RunResult.Act act) {
    acted.add(act);
  }

  private void rememberInGroup(Step step, Recorded.Mark like) {
    Collection<String> members = fleet.world().rememberers(step);
    fleet.on(members, machine -> rememberInGroup(step, like, machine));
  }

  private Boolean rememberInGroup(Step step, Recorded.Mark like, Machine machine) {
    Duration took = Duration.ofMillis(like.about().milliseconds());
    Recorded.Mark mark = marks.of(step, machine.state(), like.at()).taking(took);
    String group = World.groupOf(step);
    machine.remember(
        recorded -> {
          Recorded marked = recorded.withGroupStep(group, step.id(), mark);
          return Kind.of(step) == Kind.LIVE
              ? marked.withDocument(group, step.id(), LiveAction.leaves(fleet, step, machine))
              : marked;
        });
    machine.flush();
    return true;
  }
}
