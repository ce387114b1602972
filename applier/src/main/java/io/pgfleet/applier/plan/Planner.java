package io.pgfleet.applier.plan;

import io.pgfleet.applier.tree.Entry;
import io.pgfleet.applier.tree.Phase;
import io.pgfleet.applier.tree.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the plan of a run from a world; pure. */
public final class Planner {
  /** The phase of steps that stop what left. */
  public static final String REMOVAL = "removal";

  private final World world;
  private final Selection selection;
  private final SortedMap<String, List<EntryChange>> changes = new TreeMap<>();

  public Planner(World world) {
    this(world, Selection.all());
  }

  public Planner(World world, Selection selection) {
    this.selection = selection;
    Repairs repairs = new Repairs(world.desired());
    SortedMap<String, NodeState> states = new TreeMap<>();
    world
        .nodes()
        .forEach(
            (host, state) -> {
              changes.put(host, selected(changes(state, world.desired()), world.desired()));
              states.put(host, state.with(repairs.forget(state.recorded(), changes.get(host))));
            });
    this.world = new World(world.desired(), states, world.answers());
  }

  private List<EntryChange> changes(NodeState state, Desired desired) {
    return new Departures(state, desired, selection).holding(new EntryPlanner(state).changes());
  }

  private List<Departures> departures() {
    return world.nodes().values().stream()
        .map(state -> new Departures(state, world.desired(), selection))
        .toList();
  }

  /** Units that left are stopped before anything else. */
  private List<PlannedStep> stops(Dueness dueness) {
    List<PlannedStep> stops = new ArrayList<>();
    for (Departures each : departures()) {
      for (Step step : each.steps()) {
        Due due = dueness.of(step, step.nodes().get(0));
        if (selection.includes(step) && !due.isNo()) {
          stops.add(new PlannedStep(REMOVAL, step, step.nodes().get(0), due, Duration.ZERO));
        }
      }
    }
    return stops;
  }

  private List<EntryChange> selected(List<EntryChange> all, Desired desired) {
    return all.stream().filter(change -> selection.includes(change, desired)).toList();
  }

  public Plan plan() {
    SortedMap<String, String> names = new TreeMap<>();
    world.nodes().forEach((host, state) -> names.put(host, state.desired().node()));
    return new Plan(
        world.desired().environment(),
        world.desired().commit(),
        names,
        Rest.of(left(names.keySet())),
        changes.values().stream().flatMap(List::stream).toList(),
        steps(),
        departures().stream().flatMap(each -> each.removals().stream()).toList(),
        partial(),
        (int) world.nodes().values().stream().filter(Planner::adopts).count());
  }

  private SortedMap<String, String> partial() {
    SortedMap<String, String> partial = new TreeMap<>();
    world.nodes().values().stream()
        .filter(state -> !state.recorded().standing().towards().isEmpty())
        .forEach(state -> partial.put(state.host(), state.recorded().standing().towards()));
    return partial;
  }

  private List<String> left(Set<String> taken) {
    return world.desired().nodes().keySet().stream().filter(host -> !taken.contains(host)).toList();
  }

  /** Entries that change, by host. */
  public Map<String, List<EntryChange>> changes() {
    return changes;
  }

  /** The record of a machine once entries that are as desired already are taken for ours. */
  public static Recorded adopted(NodeState state) {
    EntryPlanner entries = new EntryPlanner(state);
    Recorded recorded = state.recorded();
    for (Entry entry : entries.adopted()) {
      recorded = recorded.withEntry(entry.name(), state.held(entry));
    }
    for (String name : entries.forgotten()) {
      recorded = recorded.withoutEntry(name);
    }
    return recorded;
  }

  /** Entries that the changes put, as they are recorded then. */
  public static SortedMap<String, Recorded.Held> intentions(
      NodeState state, List<EntryChange> changes) {
    SortedMap<String, Recorded.Held> intentions = new TreeMap<>();
    for (EntryChange change : changes) {
      Entry entry = state.desired().entries().get(change.name());
      if (entry != null) {
        intentions.put(change.name(), state.held(entry));
      }
    }
    return intentions;
  }

  private static boolean adopts(NodeState state) {
    EntryPlanner entries = new EntryPlanner(state);
    return !entries.adopted().isEmpty() || !entries.forgotten().isEmpty();
  }

  private List<PlannedStep> steps() {
    Acted acted = new Acted();
    Dueness dueness = new Dueness(world, acted, changes);
    List<PlannedStep> planned = new ArrayList<>(stops(dueness));
    for (Phase phase : world.desired().phases()) {
      for (Step step : phase.steps().stream().filter(selection::includes).toList()) {
        List<PlannedStep> due = due(phase, step, dueness);
        due.forEach(one -> acted.add(step.id(), one.host()));
        planned.addAll(due);
      }
    }
    return planned;
  }

  private List<PlannedStep> due(Phase phase, Step step, Dueness dueness) {
    List<String> targets = world.targets(step);
    if (targets.isEmpty() && !world.candidates(step).isEmpty()) {
      return List.of(
          new PlannedStep(
              phase.name(), step, "", Due.pending("run", Dueness.NO_TARGET), Duration.ZERO));
    }
    List<PlannedStep> due = new ArrayList<>();
    for (String host : world.ordered(step, targets)) {
      Due now = dueness.of(step, host);
      Due verdict = now.isNo() ? new Foresight(world).of(step, host, changes) : now;
      if (!verdict.isNo()) {
        due.add(new PlannedStep(phase.name(), step, host, verdict, world.usual(step, host)));
      }
    }
    return due;
  }
}
