package io.pgfleet.applier.activation;

import io.pgfleet.applier.journal.Event.What;
import io.pgfleet.applier.journal.Journal;
import io.pgfleet.applier.node.Holder;
import io.pgfleet.applier.node.Node;
import io.pgfleet.applier.node.NodeException;
import io.pgfleet.applier.node.Nodes;
import io.pgfleet.applier.node.Observation.UnitState;
import io.pgfleet.applier.node.Undo;
import io.pgfleet.applier.plan.Details;
import io.pgfleet.applier.plan.Due;
import io.pgfleet.applier.plan.EntryChange;
import io.pgfleet.applier.plan.Kind;
import io.pgfleet.applier.tree.Entry;
import io.pgfleet.applier.tree.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the way to machines open. Before a step touches what could cut it, the machine is told to
 * put that back by itself after a while; only somebody who comes in over a new connection can call
 * that off.
 */
final class Lifeline {
  /** How long the way in may stay shut after a step, before it counts as cut. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What a machine waits beyond the step's own time limit before it puts things back. */
  private static final Duration MARGIN = Duration.ofSeconds(20);

  private static final Duration REMOVAL = Duration.ofSeconds(60);

  private final Fleet fleet;
  private final Nodes nodes;
  private final Holder holder;
  private final Waiting waiting;
  private final Journal journal;

  Lifeline(Fleet fleet, Means means, Holder holder) {
    this.fleet = fleet;
    this.nodes = means.nodes();
    this.holder = holder;
    this.waiting = means.waiting();
    this.journal = means.journal();
  }

  /** Acts, armed if need be. */
  void around(Machine machine, Step step, Due due, Runnable action) {
    List<String> paths =
        Kind.of(step) == Kind.PLACE
            ? changed(fleet.changes(machine.host()), step.id())
            : taken(machine, step);
    if (paths.isEmpty()) {
      action.run();
      return;
    }
    Duration after = Duration.ofSeconds(step.timeoutSeconds()).plus(MARGIN);
    boolean places = Kind.of(step) == Kind.PLACE;
    List<List<String>> commands = places ? List.of() : commands(machine, step, due);
    Undo undo = new Undo(id(machine, step.id()), paths, places, commands, after);
    around(machine, step.title(), undo, places ? untaken(machine, paths) : paths, action);
  }

  /** Removes entries, armed if need be. */
  void around(Machine machine, List<EntryChange> removals, Runnable action) {
    List<String> paths =
        removals.stream().filter(EntryChange::lifeline).map(one -> one.change().path()).toList();
    Undo undo = new Undo(id(machine, ""), paths, true, List.of(), REMOVAL.plus(MARGIN));
    around(machine, "remove what left the tree", undo, paths, action);
  }

  /**
   * @param proven paths whose new state is proven once somebody came in again
   */
  private void around(
      Machine machine, String title, Undo undo, List<String> proven, Runnable action) {
    if (undo.paths().isEmpty()) {
      action.run();
      return;
    }
    machine.armed(undo);
    machine.node().arm(undo);
    action.run();
    confirm(machine, title, undo, proven);
    machine.disarmed();
  }

  private static List<String> changed(List<EntryChange> changes, String step) {
    return changes.stream()
        .filter(one -> one.acts() && one.lifeline() && one.step().equals(step))
        .map(one -> one.change().path())
        .distinct()
        .toList();
  }

  private static List<String> taken(Machine machine, Step step) {
    Details details = new Details(step);
    return machine.state().desired().entries().values().stream()
        .filter(entry -> entry.lifeline() && details.takesUp(entry.name()))
        .map(Entry::path)
        .distinct()
        .toList();
  }

  /** One name for each step of a run; a machine does one step at a time. */
  private String id(Machine machine, String step) {
    return journal.run() + "-" + Integer.toHexString((step + "@" + machine.host()).hashCode());
  }

  private static List<List<String>> commands(Machine machine, Step step, Due due) {
    if (Kind.of(step) == Kind.RUN) {
      return switch (step.undo().kind()) {
        case "command" -> List.of(step.undo().argv());
        case "irreversible" -> List.of();
        default -> List.of(new Details(step).argv());
      };
    }
    String unit = new Details(step).unit();
    UnitState before = machine.state().observed().units().get(unit);
    boolean ran = before != null && before.isActive();
    List<List<String>> commands = new ArrayList<>();
    commands.add(List.of("systemctl", "daemon-reload"));
    String verb = !ran ? "stop" : due.verb().equals("reload") ? "reload-or-restart" : "restart";
    commands.add(List.of("systemctl", verb, unit));
    return commands;
  }

  /** Comes in over a new connection and calls the undo off. */
  private void confirm(Machine machine, String title, Undo undo, List<String> proven) {
    List<NodeException> last = new ArrayList<>();
    boolean confirmed =
        waiting.until(() -> confirmed(machine, undo, proven, last), PATIENCE, Duration.ZERO);
    if (!confirmed) {
      throw new StepFailure(
          last.get(last.size() - 1).getMessage()
              + "; "
              + machine.host()
              + " puts back by itself what '"
              + title
              + "' changed");
    }
  }

  private boolean confirmed(
      Machine machine, Undo undo, List<String> proven, List<NodeException> last) {
    try (Node anew = nodes.open(machine.host())) {
      anew.disarm(undo.id(), proven);
      return true;
    } catch (NodeException shut) {
      last.add(shut);
      return false;
    }
  }

  /** What no later step takes up is proven now. */
  private List<String> untaken(Machine machine, List<String> paths) {
    List<Details> takers =
        fleet
            .desired()
            .steps()
            .filter(one -> one.nodes().contains(machine.host()))
            .map(Details::new)
            .toList();
    return paths.stream()
        .filter(path -> takers.stream().noneMatch(taker -> taker.takesUp(path)))
        .toList();
  }

  /**
   * Waits until a machine that was cut off has put back what cut it, and takes it up again.
   *
   * @throws NodeException when it does not come back
   */
  void revive(Machine machine) {
    Undo undo = machine.armed().orElseThrow();
    List<NodeException> last = new ArrayList<>();
    String text = machine.host() + " is cut off, and puts back by itself what did it";
    journal.say(What.NOTICE, Journal.Subject.host(machine.host()), text, Duration.ZERO);
    boolean back =
        waiting.until(
            () -> isBack(machine, last), undo.after().plus(MARGIN).plus(MARGIN), Duration.ZERO);
    if (!back) {
      throw last.get(last.size() - 1);
    }
  }

  private boolean isBack(Machine machine, List<NodeException> last) {
    Node anew = null;
    try {
      anew = nodes.open(machine.host());
      anew.lock(holder);
      machine.reconnected(anew);
      return true;
    } catch (NodeException shut) {
      last.add(shut);
      if (anew != null) {
        anew.close();
      }
      return false;
    }
  }

  /** A machine that is rolled back whole needs no undo of its own any more. */
  void calledOff(Machine machine) {
    machine.armed().ifPresent(undo -> calledOff(machine, undo));
  }

  private void calledOff(Machine machine, Undo undo) {
    try {
      machine.node().disarm(undo.id(), undo.paths());
    } catch (NodeException late) {
      Journal.Subject subject = Journal.Subject.host(machine.host());
      journal.say(What.NOTICE, subject, late.getMessage(), Duration.ZERO);
    }
    machine.disarmed();
  }
}
