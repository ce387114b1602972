package io.pgfleet.applier.plan;

import io.pgfleet.applier.tree.Step;
import java.util.List;

/**
 * Makes steps forget what they consumed when somebody else changed it on the machine: putting it
 * back must reach the service too, although git did not change.
 */
public final class Repairs {
  private final Desired desired;

  public Repairs(Desired desired) {
    this.desired = desired;
  }

  public Recorded forget(Recorded recorded, List<EntryChange> changes) {
    List<String> repaired =
        changes.stream()
            .filter(change -> change.acts() && change.reason().isDrift())
            .map(EntryChange::name)
            .toList();
    if (repaired.isEmpty()) {
      return recorded;
    }
    Recorded result = recorded;
    for (Step step : desired.steps().toList()) {
      result = forget(result, step, repaired);
    }
    return result;
  }

  private static Recorded forget(Recorded recorded, Step step, List<String> repaired) {
    if (World.isOfNodes(step)) {
      Recorded.Mark mark = recorded.steps().get(step.id());
      return mark == null ? recorded : recorded.withStep(step.id(), without(mark, step, repaired));
    }
    String group = World.groupOf(step);
    Recorded.GroupMarks marks = recorded.groups().get(group);
    Recorded.Mark mark = marks == null ? null : marks.steps().get(step.id());
    return mark == null
        ? recorded
        : recorded.withGroupStep(group, step.id(), without(mark, step, repaired));
  }

  private static Recorded.Mark without(Recorded.Mark mark, Step step, List<String> repaired) {
    Details details = new Details(step);
    return new Recorded.Mark(
        hit(step.consumes(), repaired) ? "" : mark.digest(),
        hit(details.restartOn(), repaired) ? "" : mark.restartDigest(),
        hit(details.reloadOn(), repaired) ? "" : mark.reloadDigest(),
        mark.at(),
        mark.about());
  }

  private static boolean hit(List<String> patterns, List<String> repaired) {
    return repaired.stream().anyMatch(new Pattern(patterns)::matches);
  }
}
