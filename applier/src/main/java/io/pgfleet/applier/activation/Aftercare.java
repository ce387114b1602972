package io.pgfleet.applier.activation;

import io.pgfleet.applier.journal.Event;
import io.pgfleet.applier.journal.Event.What;
import io.pgfleet.applier.journal.Journal;
import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.node.NodeException;
import io.pgfleet.applier.plan.Details;
import io.pgfleet.applier.plan.World;
import io.pgfleet.applier.tree.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What follows a failure: documents that services hold go back, the machines that failed are rolled
 * back, and elsewhere only what no service has taken up yet is put back. Nothing else is touched.
 */
final class Aftercare {
  private final Fleet fleet;
  private final Actions actions;
  private final Journal journal;
  private final Rollback rollback;
  private final Unproven unproven;

  Aftercare(Fleet fleet, Actions actions, Journal journal) {
    this.fleet = fleet;
    this.actions = actions;
    this.journal = journal;
    this.rollback = new Rollback(actions, journal);
    this.unproven = new Unproven(fleet);
  }

  /**
   * Takes back what must not stay on machines that failed.
   *
   * @param causes why each of them failed
   */
  Taken on(SortedMap<String, RuntimeException> causes) {
    List<RunResult.Failure> failures = new ArrayList<>();
    Set<String> broken = new TreeSet<>(documents(causes.keySet(), failures));
    List<String> rolledBack = new ArrayList<>();
    causes.forEach(
        (host, cause) -> {
          Restored restored = takeBack(host, cause);
          report(host, restored.slips(), failures, broken);
          if (restored.isAsBefore() && !broken.contains(host)) {
            rolledBack.add(host);
          }
        });
    return new Taken(rolledBack, broken, new TreeMap<>(), failures);
  }

  /** Puts back what is not proven on machines that did not fail. */
  Taken elsewhere(Collection<String> failed) {
    List<RunResult.Failure> failures = new ArrayList<>();
    Set<String> broken = new TreeSet<>();
    return new Taken(List.of(), broken, elsewhere(failed, failures, broken), failures);
  }

  /**
   * What came of it.
   *
   * @param broken hosts that could not be brought back
   * @param putBack entries by host
   * @param failures what could not be taken back
   */
  record Taken(
      List<String> rolledBack,
      Set<String> broken,
      SortedMap<String, List<String>> putBack,
      List<RunResult.Failure> failures) {}

  private void report(
      String host, List<Slip> slips, List<RunResult.Failure> failures, Set<String> broken) {
    for (Slip slip : slips) {
      String message = "rolling back: " + slip.message();
      failures.add(new RunResult.Failure(host, slip.step(), message, List.of()));
      if (slip.broken()) {
        broken.add(host);
      }
    }
  }

  /** Documents of groups of which a machine failed, the last written first. */
  private Set<String> documents(Collection<String> failed, List<RunResult.Failure> failures) {
    List<LiveAction.Kept> backwards = new ArrayList<>(fleet.kept());
    Collections.reverse(backwards);
    Set<String> broken = new TreeSet<>();
    for (LiveAction.Kept kept : backwards) {
      Step step = kept.step();
      boolean inverse = step.undo().kind().equals("inverse");
      if (inverse && !Collections.disjoint(step.nodes(), failed)) {
        WayBack way = new WayBack(kept.machine(), journal);
        String left = new Details(step).document() + " stays as the run wrote it";
        if (way.tried(step.id(), left, true, () -> actions.live().undo(kept))) {
          forget(step);
        }
        report(kept.machine().host(), way.slips(), failures, broken);
      }
    }
    return broken;
  }

  /** Members that cannot be told compare with what the service holds, so nothing is lost. */
  private void forget(Step step) {
    String group = World.groupOf(step);
    for (String host : fleet.world().rememberers(step)) {
      Machine machine = fleet.machine(host);
      WayBack way = new WayBack(machine, journal);
      way.tried(
          step.id(),
          "its record still has the document",
          false,
          () -> {
            machine.remember(
                recorded ->
                    recorded.withGroupStepOf(machine.before().recorded(), group, step.id()));
            machine.flush();
          });
    }
  }

  /** A machine that was lost cannot be rolled back; what it needs is done by the next run. */
  private Restored takeBack(String host, RuntimeException cause) {
    if (host.isEmpty()) {
      return Restored.nothing();
    }
    try {
      return rollback.of(fleet.machine(host));
    } catch (NodeException silent) {
      if (fleet.machine(host).armed().isPresent()) {
        return afterItsOwn(host);
      }
      return cause instanceof StepFailure ? lost(host, silent) : Restored.nothing();
    }
  }

  /** A machine that was cut off comes back by itself; then the rest is taken back too. */
  private Restored afterItsOwn(String host) {
    try {
      Machine machine = fleet.machine(host);
      actions.lifeline().revive(machine);
      return rollback.of(machine);
    } catch (NodeException silent) {
      return lost(host, silent);
    }
  }

  private Restored lost(String host, NodeException silent) {
    Journal.Subject subject = Journal.Subject.host(host);
    Event event = journal.say(What.ROLLBACK_FAILED, subject, silent.getMessage(), Duration.ZERO);
    return new Restored(true, List.of(new Slip("", event.text(), true)));
  }

  private SortedMap<String, List<String>> elsewhere(
      Collection<String> failed, List<RunResult.Failure> failures, Set<String> broken) {
    SortedMap<String, List<String>> putBack = new TreeMap<>();
    for (Machine machine : fleet.machines()) {
      if (failed.contains(machine.host()) || !machine.hasPlaced()) {
        continue;
      }
      WayBack way = new WayBack(machine, journal);
      List<String> names = new ArrayList<>();
      String left = "what the run placed there is not proven, and stays until the next run";
      way.tried("", left, true, () -> names.addAll(rollback.ofEntries(machine, unproven)));
      report(machine.host(), way.slips(), failures, broken);
      if (!names.isEmpty()) {
        putBack.put(machine.host(), names);
      }
    }
    return putBack;
  }
}
