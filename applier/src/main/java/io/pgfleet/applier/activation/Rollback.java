package io.pgfleet.applier.activation;

import io.pgfleet.applier.journal.Event.What;
import io.pgfleet.applier.journal.Journal;
import io.pgfleet.applier.node.Command;
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
import java.util.stream.Collectors;

/**
 * Brings one machine back to where the run found it: units that the run brought to life stop,
 * entries are put back, and what saw the new content sees the old one again. Packages, accounts and
 * data stay.
 */
final class Rollback {
  private final Actions actions;
  private final Journal journal;

  Rollback(Actions actions, Journal journal) {
    this.actions = actions;
    this.journal = journal;
  }

  /** Tells whether there was anything to take back. */
  boolean of(Machine machine) {
    List<Replaced> replaced = machine.node().replaced(journal.run());
    Performed performed = new Performed(machine);
    if (replaced.isEmpty() && performed.units().isEmpty()) {
      return false;
    }
    Journal.Subject subject = Journal.Subject.host(machine.host());
    Instant begun = journal.clock().instant();
    String what = replaced.size() + " entries";
    machine.note(journal.say(What.ROLLBACK_STARTED, subject, what, Duration.ZERO));
    undo(machine, performed);
    Set<String> restored = putBack(machine, replaced);
    again(machine, performed, restored);
    Duration took = Duration.between(begun, journal.clock().instant());
    machine.note(journal.say(What.ROLLED_BACK, subject, "as before the run", took));
    return true;
  }

  /** Last things first. */
  private void undo(Machine machine, Performed performed) {
    List<Machine.Performed> backwards = new ArrayList<>(machine.performed());
    Collections.reverse(backwards);
    for (Machine.Performed done : backwards) {
      Step step = done.step();
      if (step.undo().kind().equals("command")) {
        Duration limit = Duration.ofSeconds(step.timeoutSeconds());
        Command command = Command.of(step.undo().argv(), limit);
        Tried.to("undo '" + step.title() + "'", machine, machine.node().act(command));
      } else if (Kind.of(step) == Kind.UNIT && performed.isNewborn(done)) {
        actions.unit().act(machine, step, "stop", false);
      }
    }
  }

  private Set<String> putBack(Machine machine, List<Replaced> replaced) {
    List<Placement.Change> changes = replaced.stream().map(Replaced::change).toList();
    Set<String> names = changes.stream().map(Placement.Change::name).collect(Collectors.toSet());
    Recorded recorded = recorded(machine, names);
    Recorded newer = machine.state().recorded();
    machine.remember(any -> recorded.intending(newer.entries()));
    machine.node().place(new Placement(journal.run(), changes, RecordFormat.write(recorded)));
    machine.remembered(recorded);
    if (changes.stream().anyMatch(PlaceAction::isUnitFile)) {
      machine.unitFilesChanged(true);
    }
    return names;
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
          Set.of("none", "irreversible").contains(step.undo().kind())
              && !new Details(step).consumesAny(restored);
      case PLACE, UNIT, SQL, LIVE, GATE -> false;
    };
  }

  /** Commands that ran with the old content in an earlier run, and units that did. */
  private void again(Machine machine, Performed performed, Set<String> restored) {
    for (Machine.Performed done : machine.performed()) {
      Step step = done.step();
      boolean inverse = Kind.of(step) == Kind.RUN && step.undo().kind().equals("inverse");
      if (inverse && performed.isRemembered(done) && new Details(step).consumesAny(restored)) {
        Duration limit = Duration.ofSeconds(step.timeoutSeconds());
        Command command = Command.of(new Details(step).argv(), limit);
        Tried.to("run '" + step.title() + "' again", machine, machine.node().act(command));
      }
    }
    performed
        .again()
        .forEach(
            (unit, again) ->
                actions
                    .unit()
                    .act(machine, again.step(), again.verb(), performed.wasEnabled(unit)));
  }
}
