package io.pgfleet.applier.activation;

import io.pgfleet.applier.journal.Event;
import io.pgfleet.applier.node.Node;
import io.pgfleet.applier.node.Observation;
import io.pgfleet.applier.node.Undo;
import io.pgfleet.applier.plan.NodeState;
import io.pgfleet.applier.plan.RecordFormat;
import io.pgfleet.applier.plan.Recorded;
import io.pgfleet.applier.tree.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A machine during a run: the connection, and what is known of it. */
final class Machine {
  private volatile Node node;
  private final String run;
  private final NodeState before;
  private volatile NodeState state;
  private final List<Performed> performed = new ArrayList<>();
  private volatile boolean unitFilesChanged;
  private volatile Undo armed;
  private volatile boolean reconnected;

  /**
   * A step that was begun on the machine.
   *
   * @param verb what it did
   */
  record Performed(Step step, String verb) {}

  Machine(Node node, String run, NodeState state) {
    this.node = node;
    this.run = run;
    this.before = state;
    this.state = state;
  }

  Node node() {
    return node;
  }

  /** Goes on over another connection, which this machine owns then. */
  void reconnected(Node anew) {
    node = anew;
    reconnected = true;
  }

  /** Ends a connection that was made on the way; the first one belongs to whoever made it. */
  void close() {
    if (reconnected) {
      node.close();
    }
  }

  void armed(Undo undo) {
    armed = undo;
  }

  void disarmed() {
    armed = null;
  }

  /** What the machine may do by itself at any moment. */
  Optional<Undo> armed() {
    return Optional.ofNullable(armed);
  }

  String host() {
    return node.host();
  }

  NodeState state() {
    return state;
  }

  /** As it was when the run began. */
  NodeState before() {
    return before;
  }

  /** Changes the record, on the machine too, in turn with what it is told next. */
  void remember(UnaryOperator<Recorded> change) {
    Recorded changed = change.apply(state.recorded());
    if (!changed.equals(state.recorded())) {
      node.record(RecordFormat.write(changed));
      state = state.with(changed);
    }
  }

  /** Takes over a record that was written together with entries. */
  void remembered(Recorded recorded) {
    state = state.with(recorded);
  }

  /** Takes newer sights into what is known. */
  void saw(Observation newer) {
    Observation known = state.observed();
    state =
        state.with(
            new Observation(
                merged(known.entries(), newer.entries()),
                merged(known.units(), newer.units()),
                merged(known.packages(), newer.packages()),
                merged(known.accounts(), newer.accounts()),
                newer.record(),
                newer.key(),
                newer.bootId()));
  }

  /** Keeps in mind that a step was begun; the way back needs it. */
  synchronized void begin(Step step, String verb) {
    performed.add(new Performed(step, verb));
  }

  /** Steps that were begun, in order. */
  synchronized List<Performed> performed() {
    return List.copyOf(performed);
  }

  /** Whether a step was begun that may have changed entries. */
  boolean hasPlaced() {
    return performed().stream().anyMatch(done -> done.step().kind().equals("place"));
  }

  /** Has its journal tell an event, in turn with what the machine is told next. */
  void note(Event event) {
    node.journal(run, event.line(run));
  }

  /** Has it keep for sure what it was told so far. */
  void flush() {
    node.flush();
  }

  void unitFilesChanged(boolean changed) {
    unitFilesChanged = changed;
  }

  /** Whether systemd has to read its files again before the next unit is acted on. */
  boolean unitFilesChanged() {
    return unitFilesChanged;
  }

  private static <V> TreeMap<String, V> merged(
      SortedMap<String, V> known, SortedMap<String, V> newer) {
    TreeMap<String, V> merged = new TreeMap<>(known);
    merged.putAll(newer);
    return merged;
  }
}
