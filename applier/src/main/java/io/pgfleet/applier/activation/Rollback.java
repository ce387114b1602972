package io.pgfleet.applier.activation;

import io.pgfleet.applier.journal.Event.What;
import io.pgfleet.applier.journal.Journal;
import io.pgfleet.applier.node.Command;
import io.pgfleet.applier.node.NodeException;
import io.pgfleet.applier.node.Placement;
import io.pgfleet.applier.node.Replaced;
import io.pgfleet.applier.plan.Details;
import io.pgfleet.applier.plan.Kind;
import io.pgfleet.applier.plan.RecordFormat;
import io.pgfleet.applier.plan.Recorded;
import io.pgfleet.applier.tree.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Brings one machine back to where the run found it: units that the run brought to life stop,
 * entries are put back, and what saw the new content sees the old one again. Packages, accounts and
 * data stay. Whatever fails on the way, the rest is tried all the same.
 */
final class Rollback {
  private final Actions actions;
  private final Journal journal;

  Rollback(Actions actions, Journal journal) {
    this.actions = actions;
    this.journal = journal;
  }

  /**
   * Takes back what the run did on the machine.
   *
   * @throws NodeException when the machine does not even say what was replaced there
   */
  Restored of(Machine machine) {
    List<Replaced> replaced = machine.node().replaced(journal.run());
    Performed performed = new Performed(machine);
    if (replaced.isEmpty() && !performed.hasWayBack()) {
      return Restored.nothing();
    }
    Journal.Subject subject = Journal.Subject.host(machine.host());
    Instant begun = journal.clock().instant();
    String what = replaced.size() + " entries";
    WayBack way = new WayBack(machine, journal);
    way.note(journal.say(What.ROLLBACK_STARTED, subject, what, Duration.ZERO));
    undo(machine, performed, way);
    boolean back =
        way.tried(
            "",
            "of " + replaced.size() + " entries, those that the run had switched stay so",
            true,
            () -> putBack(machine, replaced, recorded(machine, names(replaced))));
    if (back) {
      again(machine, performed, names(replaced), way);
    }
    if (way.slips().isEmpty()) {
      actions.lifeline().calledOff(machine);
      Duration took = Duration.between(begun, journal.clock().instant());
      way.note(journal.say(What.ROLLED_BACK, subject, "as before the run", took));
    }
    return new Restored(true, way.slips());
  }

  /** Last things first. */
  private void undo(Machine machine, Performed performed, WayBack way) {
    List<Machine.Performed> backwards = new ArrayList<>(machine.performed());
    Collections.reverse(backwards);
    for (Machine.Performed done : backwards) {
      Step step = done.step();
      if (step.undo().kind().equals("command")) {
        String left = "what '" + step.title() + "' did stays; take it back by hand";
        way.tried(step.id(), left, false, () -> undo(machine, step));
      } else if (Kind.of(step) == Kind.UNIT && performed.isNewborn(done)) {
        String left = new Details(step).unit() + " may still run";
        way.tried(step.id(), left, true, () -> actions.unit().act(machine, step, "stop", false));
      }
    }
  }

  private static void undo(Machine machine, Step step) {
    Duration limit = Duration.ofSeconds(step.timeoutSeconds());
    Command command = Command.of(step.undo().argv(), limit);
    Tried.to("undo '" + step.title() + "'", machine, machine.node().act(command));
  }

  private static Set<String> names(List<Replaced> replaced) {
    return replaced.stream()
        .map(each -> each.change().name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Puts back, on a machine where nothing failed, only what no service there has taken up yet.
   *
   * @return the names of what was put back
   * @throws NodeException when it could not
   */
  List<String> ofEntries(Machine machine, Unproven unproven) {
    List<Replaced> replaced = unproven.among(machine.node().replaced(journal.run()), machine);
    if (replaced.isEmpty()) {
      return List.of();
    }
    Set<String> names = names(replaced);
    Recorded before = machine.before().recorded();
    putBack(machine, replaced, machine.state().recorded().withEntriesOf(before, names));
    Journal.Subject subject = Journal.Subject.host(machine.host());
    String what = "put back, because it is not proven: " + String.join(", ", names);
    new WayBack(machine, journal).note(journal.say(What.NOTICE, subject, what, Duration.ZERO));
    return List.copyOf(names);
  }

  private void putBack(Machine machine, List<Replaced> replaced, Recorded recorded) {
    List<Placement.Change> changes = replaced.stream().map(Replaced::change).toList();
    Recorded newer = machine.state().recorded();
    machine.remember(any -> recorded.intending(newer.entries()));
    machine.node().place(new Placement(journal.run(), changes, RecordFormat.write(recorded)));
    machine.remembered(recorded);
    if (changes.stream().anyMatch(PlaceAction::isUnitFile)) {
      machine.unitFilesChanged(true);
    }
  }

  /** What was recorded before, and successes that nothing took back. */
  private static Recorded recorded(Machine machine, Set<String> restored) {
    Recorded result = machine.before().recorded();
    for (Machine.Performed done : machine.performed()) {
      Recorded.Mark mark = machine.state().recorded().steps().get(done.step().id());
      if (mark != null && stays(done.step(), restored)) {
        result = result.withStep(done.step().id(), mark);
      }
    }
    return result.withGroupsOf(machine.state().recorded());
  }

  private static boolean stays(Step step, Set<String> restored) {
    return switch (Kind.of(step)) {
      case PACKAGES, USER -> true;
      case RUN ->
          Set.of("none", "stay", "irreversible").contains(step.undo().kind())
              && !new Details(step).consumesAny(restored);
      case PLACE, UNIT, SQL, LIVE, GATE, WATCH -> false;
    };
  }

  /** Commands that ran with the old content in an earlier run, and units that did. */
  private void again(Machine machine, Performed performed, Set<String> restored, WayBack way) {
    for (Machine.Performed done : machine.performed()) {
      Step step = done.step();
      boolean inverse = Kind.of(step) == Kind.RUN && step.undo().kind().equals("inverse");
      if (inverse && performed.isRemembered(done) && new Details(step).consumesAny(restored)) {
        String left = "'" + step.title() + "' did not see the old content again";
        way.tried(step.id(), left, true, () -> again(machine, step));
      }
    }
    performed.again().forEach((unit, done) -> again(machine, performed, unit, done, way));
  }

  private static void again(Machine machine, Step step) {
    Duration limit = Duration.ofSeconds(step.timeoutSeconds());
    Command command = Command.of(new Details(step).argv(), limit);
    Tried.to("run '" + step.title() + "' again", machine, machine.node().act(command));
  }

  /** A unit that did not run before the run, although it should, may fail again. */
  private void again(
      Machine machine, Performed performed, String unit, Machine.Performed done, WayBack way) {
    boolean ran = performed.wasActive(unit);
    String left = unit + (ran ? " does not run as before" : " did not run before either");
    way.tried(
        done.step().id(),
        left,
        ran,
        () -> actions.unit().act(machine, done.step(), done.verb(), performed.wasEnabled(unit)));
  }
}
