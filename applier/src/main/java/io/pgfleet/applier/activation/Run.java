package io.pgfleet.applier.activation;

import io.pgfleet.applier.journal.Event.What;
import io.pgfleet.applier.journal.Journal;
import io.pgfleet.applier.node.Question;
import io.pgfleet.applier.plan.Dueness;
import io.pgfleet.applier.plan.EntryChange;
import io.pgfleet.applier.plan.Folders;
import io.pgfleet.applier.plan.Planner;
import io.pgfleet.applier.plan.Questions;
import io.pgfleet.applier.plan.Recorded;
import io.pgfleet.applier.plan.Repairs;
import io.pgfleet.applier.plan.Selection;
import io.pgfleet.applier.plan.World;
import io.pgfleet.applier.sync.Sync;
import io.pgfleet.applier.tree.Phase;
import io.pgfleet.applier.tree.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Carries changes out on locked machines: stage, phases in order, record. */
final class Run {
  private final Fleet fleet;
  private final Actions actions;
  private final Journal journal;
  private final Sync sync;
  private final StepRun steps;
  private final Map<String, UnaryOperator<Recorded>> beside = new ConcurrentHashMap<>();

  Run(Fleet fleet, Actions actions, Journal journal, Sync sync, StepRun steps) {
    this.fleet = fleet;
    this.actions = actions;
    this.journal = journal;
    this.sync = sync;
    this.steps = steps;
  }

  /**
   * Runs to the end.
   *
   * @param ending bears that machines fail, as far as the terms allow
   * @throws RunStopped when a step failed or the run was asked to stop
   */
  void toTheEnd(Terms terms, Ending ending) {
    stopIfAsked(terms);
    fleet.everywhere(this::prepare);
    stage();
    fleet.everywhere(steps::stop);
    for (Phase phase : fleet.desired().phases()) {
      for (int i = 0; i < phase.steps().size(); i++) {
        Step step = phase.steps().get(i);
        if (terms.selection().includes(step)) {
          stopIfAsked(terms);
          List<Step> later = phase.steps().subList(i + 1, phase.steps().size());
          Runnable turn = () -> steps.run(phase.name(), step, gatesOf(step, later));
          bearing(turn, terms, ending);
        }
      }
    }
    stopIfAsked(terms);
    if (terms.selection().isAll() || isWhole(terms.selection())) {
      fleet.everywhere(machine -> finish(machine, terms.selection()));
    }
  }

  /** Whether a machine that is alone had its turn at all that is due there. */
  private boolean isWhole(Selection selection) {
    if (!selection.modules().isEmpty()) {
      return false;
    }
    Dueness dueness = fleet.dueness();
    World world = fleet.world();
    return fleet
        .desired()
        .steps()
        .filter(step -> !selection.includes(step))
        .allMatch(
            step -> world.targets(step).stream().allMatch(host -> dueness.of(step, host).isNo()));
  }

  /** What is done already is not due again, so a step goes on where it lost a machine. */
  private static void bearing(Runnable turn, Terms terms, Ending ending) {
    while (true) {
      try {
        turn.run();
        return;
      } catch (RunStopped stopped) {
        if (!ending.bears(stopped, terms)) {
          throw stopped;
        }
      }
    }
  }

  static void stopIfAsked(Terms terms) {
    if (terms.stop().getAsBoolean()) {
      throw new RunStopped(Optional.empty(), new TreeMap<>());
    }
  }

  /**
   * Takes entries for ours that are as desired, makes steps forget what drifted, and writes down
   * what is about to be put, so that it is known as ours if the run dies.
   */
  private void prepare(Machine machine) {
    machine.note(fleet.beginning());
    List<EntryChange> changes = fleet.changes(machine.host());
    Recorded adopted = Planner.adopted(machine.state());
    Repairs repairs = new Repairs(fleet.desired());
    machine.remember(
        recorded ->
            repairs
                .forget(adopted, changes)
                .towards(fleet.desired().commit())
                .intending(Planner.intentions(machine.state(), changes)));
  }

  private void stage() {
    Instant begun = journal.clock().instant();
    fleet.everywhere(
        machine -> {
          sync.stage(machine.node(), machine.state(), fleet.changes(machine.host()));
          machine.flush();
        });
    int entries =
        fleet.desired().nodes().keySet().stream().mapToInt(h -> fleet.changes(h).size()).sum();
    Duration took = Duration.between(begun, journal.clock().instant());
    journal.say(What.STAGED, Journal.Subject.fleet(), entries + " entries", took);
  }

  /** The gates that follow a step at once and prove it. */
  static List<Step> gatesOf(Step step, List<Step> later) {
    List<Step> gates = new ArrayList<>();
    for (Step next : later) {
      if (!next.kind().equals("gate") || !next.after().contains(step.id())) {
        break;
      }
      gates.add(next);
    }
    return gates;
  }

  /** Removes what no step of the tree places any more, and records the commit. */
  private void finish(Machine machine, Selection selection) {
    look(machine);
    Set<String> known = fleet.desired().steps().map(Step::id).collect(Collectors.toSet());
    List<EntryChange> orphans =
        fleet.changes(machine.host()).stream()
            .filter(change -> change.isRemoval() && !known.contains(change.step()))
            .toList();
    if (!orphans.isEmpty()) {
      actions.lifeline().around(machine, orphans, () -> actions.place().place(machine, orphans));
    }
    machine.remember(
        recorded ->
            selection.leaving() == Selection.Leaving.FREED
                ? recorded.freed()
                : finished(recorded, machine.host()));
    machine.flush();
  }

  /** What is there besides entries, so that later somebody can tell what changed. */
  private void look(Machine machine) {
    List<String> folders = Folders.of(machine.state().desired());
    List<String> others = new ArrayList<>(new Inspection(machine.node()).files(folders));
    others.removeAll(machine.state().recorded().entries().keySet());
    Question packages = new Questions(fleet.desired()).packages(machine.host());
    SortedMap<String, String> versions =
        packages.packages().isEmpty()
            ? new TreeMap<>()
            : machine.node().observe(packages).packages();
    Collections.sort(others);
    beside.put(machine.host(), recorded -> recorded.beside(versions, others));
  }

  private Recorded finished(Recorded recorded, String host) {
    Recorded result = recorded.at(fleet.desired().commit(), fleet.desired().environment());
    result = beside.get(host).apply(result);
    Set<String> here = fleet.hosts();
    String at = journal.clock().instant().toString();
    for (Map.Entry<String, List<String>> group : fleet.desired().groups().entrySet()) {
      List<String> members = group.getValue();
      if (members.contains(host) && here.containsAll(members)) {
        result = result.withMembers(group.getKey(), new Recorded.Members(members, at));
      }
    }
    return result;
  }
}
