package io.pgfleet.applier.plan;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a run would do, as a value.
 *
 * @param nodes names by host of the machines that take part
 * @param left hosts that were left out with {@code --limit}
 * @param changes entries, by host and name; drift that is left alone among them
 * @param steps in the order in which they run
 * @param adoptions how many machines have entries that only the record does not know yet
 */
public record Plan(
    String environment,
    String commit,
    SortedMap<String, String> nodes,
    List<String> left,
    List<EntryChange> changes,
    List<PlannedStep> steps,
    int adoptions) {

  public Plan {
    nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    left = List.copyOf(left);
    changes = List.copyOf(changes);
    steps = List.copyOf(steps);
  }

  /** Whether a run would change anything that a person could notice. */
  public boolean hasWork() {
    return !steps.isEmpty() || changes.stream().anyMatch(EntryChange::acts);
  }

  public List<EntryChange> changesOn(String host) {
    return changes.stream().filter(change -> change.host().equals(host)).toList();
  }

  public List<EntryChange> drift() {
    return changes.stream().filter(change -> change.reason().isDrift()).toList();
  }

  /** The first step that can never be undone. */
  public Optional<PlannedStep> pointOfNoReturn() {
    return steps.stream().filter(PlannedStep::isIrreversible).findFirst();
  }
}
