package io.pgfleet.applier.plan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgfleet.applier.plan.EntryChange.Reason;
import io.pgfleet.applier.tree.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Units that earlier runs took care of on a machine and that no step of the tree is about any more.
 *
 * <p>What such a unit needs stays recorded with the step that started it. A unit without data is
 * stopped before its entries are removed. One that holds data is never stopped here, and all of its
 * module stays on the machine: taking it away is an operation of its own.
 */
public final class Departures {
  private static final int STOP_SECONDS = 120;

  private final NodeState state;
  private final Map<String, Recorded.Mark> departed = new LinkedHashMap<>();
  private final Set<String> held = new TreeSet<>();

  /**
   * @param selection which says whether what holds data is taken away, too
   */
  public Departures(NodeState state, Desired desired, Selection selection) {
    this.state = state;
    Set<String> wanted =
        desired
            .steps()
            .filter(step -> Kind.of(step) == Kind.UNIT && step.nodes().contains(state.host()))
            .map(step -> new Details(step).unit())
            .collect(Collectors.toSet());
    state
        .recorded()
        .steps()
        .forEach(
            (id, mark) -> {
              String unit = mark.about().unit();
              if (!unit.isEmpty() && !wanted.contains(unit)) {
                departed.put(id, mark);
              }
            });
    departed.values().stream()
        .map(Recorded.Mark::about)
        .filter(about -> about.stateful() && selection.leaving() == Selection.Leaving.SHOWN)
        .forEach(about -> held.add(about.module()));
  }

  /** Units that the record knows, whether the tree does or not. */
  public static Set<String> units(Recorded recorded) {
    return recorded.steps().values().stream()
        .map(mark -> mark.about().unit())
        .filter(unit -> !unit.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * A unit that holds data and left.
   *
   * @param unit such as {@code store.service}
   */
  public record Removal(String host, String unit, String module) {}

  /** What holds data, and so is not stopped. */
  public List<Removal> removals() {
    Set<Removal> removals =
        departed.values().stream()
            .map(Recorded.Mark::about)
            .filter(about -> about.stateful() && held.contains(about.module()))
            .map(about -> new Removal(state.host(), about.unit(), about.module()))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return List.copyOf(removals);
  }

  /** Steps that stop and disable what left, once for each unit. */
  public List<Step> steps() {
    Map<String, Step> steps = new LinkedHashMap<>();
    departed.forEach(
        (id, mark) -> {
          if (!held.contains(mark.about().module())) {
            steps.putIfAbsent(mark.about().unit(), stopping(id, mark.about()));
          }
        });
    return List.copyOf(steps.values());
  }

  private Step stopping(String id, StepFacts about) {
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    details.put("unit", about.unit()).put("state", "stopped").put("enabled", false);
    return new Step(
        id,
        "stop " + about.unit(),
        about.module(),
        "unit",
        Optional.empty(),
        List.of(state.host()),
        new Step.Target("each", List.of()),
        new Step.Strategy("all", 0, List.of()),
        Optional.empty(),
        List.of(),
        List.of(),
        false,
        Optional.empty(),
        true,
        new Step.Undo("inverse", List.of()),
        STOP_SECONDS,
        details);
  }

  /** The record once a unit is stopped: no step remembers it. */
  public static Recorded without(Recorded recorded, String unit) {
    Recorded result = recorded;
    for (Map.Entry<String, Recorded.Mark> step : recorded.steps().entrySet()) {
      if (step.getValue().about().unit().equals(unit)) {
        result = result.withoutStep(step.getKey());
      }
    }
    return result;
  }

  /** The same changes, with removals held back that belong to something with data. */
  List<EntryChange> holding(List<EntryChange> changes) {
    if (held.isEmpty()) {
      return changes;
    }
    List<EntryChange> holding = new ArrayList<>();
    for (EntryChange change : changes) {
      boolean holds = change.isRemoval() && held.contains(module(change));
      holding.add(holds ? change.because(Reason.HELD) : change);
    }
    return holding;
  }

  private String module(EntryChange change) {
    return Optional.ofNullable(state.recorded().steps().get(change.step()))
        .map(mark -> mark.about().module())
        .orElse("");
  }
}
