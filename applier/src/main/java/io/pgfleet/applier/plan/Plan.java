package io.pgfleet.applier.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a run would do, as a value.
 *
 * @param nodes names by host of the machines that take part
 * @param rest machines that do not take part
 * @param changes entries, by host and name; drift that is left alone among them
 * @param steps in the order in which they run
 * @param removals services with data that left a machine; a run does not stop them
 * @param partial the commit that a run which did not finish was bringing a host to, by host
 * @param adoptions how many machines have entries that only the record does not know yet
 */
public record Plan(
    String environment,
    String commit,
    SortedMap<String, String> nodes,
    Rest rest,
    List<EntryChange> changes,
    List<PlannedStep> steps,
    List<Departures.Removal> removals,
    SortedMap<String, String> partial,
    int adoptions) {

  public Plan {
    nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    changes = List.copyOf(changes);
    steps = List.copyOf(steps);
    removals = List.copyOf(removals);
    partial = Collections.unmodifiableSortedMap(new TreeMap<>(partial));
  }

  /** Whether a run would change anything that a person could notice. */
  public boolean hasWork() {
    return !steps.isEmpty() || changes.stream().anyMatch(EntryChange::acts);
  }

  /** Whether a run would change anything at all, the record among it. */
  public boolean isDue() {
    return hasWork() || adoptions > 0;
  }

  /** The same with more said about machines that do not take part. */
  public Plan with(Rest newRest) {
    return new Plan(
        environment, commit, nodes, newRest, changes, steps, removals, partial, adoptions);
  }

  /** What would happen on one host, for people: entries first, then steps. */
  public List<String> workOn(String host) {
    List<String> work = new ArrayList<>();
    changesOn(host).stream().filter(EntryChange::acts).forEach(one -> work.add(one.name()));
    steps.stream()
        .filter(step -> step.host().equals(host) && !step.step().kind().equals("place"))
        .forEach(step -> work.add(step.step().title()));
    return work;
  }

  public List<EntryChange> changesOn(String host) {
    return changes.stream().filter(change -> change.host().equals(host)).toList();
  }

  public List<EntryChange> drift() {
    return changes.stream().filter(change -> change.reason().isDrift()).toList();
  }

  public Estimate estimate() {
    return Estimate.of(steps);
  }

  /** The first step that can never be undone. */
  public Optional<PlannedStep> pointOfNoReturn() {
    return steps.stream().filter(PlannedStep::isIrreversible).findFirst();
  }
}
