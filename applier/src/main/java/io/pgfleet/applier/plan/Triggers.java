package io.pgfleet.applier.plan;

import io.pgfleet.applier.tree.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why a step that acts on what it consumes has to act again. */
final class Triggers {
  private static final int NAMED = 3;

  private final World world;
  private final Acted acted;
  private final Map<String, List<EntryChange>> changes;
  private final Marks marks;

  /**
   * @param changes entries that change in this run, by host
   */
  Triggers(World world, Acted acted, Map<String, List<EntryChange>> changes) {
    this.world = world;
    this.acted = acted;
    this.changes = changes;
    this.marks = new Marks(world.desired());
  }

  /** Reasons, most telling first; none when there is nothing to do. */
  List<String> reasons(Step step, String host) {
    List<String> reasons = new ArrayList<>();
    Optional<String> memory = world.newestMemory(step, host);
    if (memory.isEmpty()) {
      reasons.add("first time");
    } else if (!mark(step, memory.get()).digest().equals(expected(step, memory.get()).digest())) {
      reasons.add(changed(step.consumes(), host));
    }
    step.after().stream()
        .filter(id -> world.desired().step(id).map(a -> later(a, step, host)).orElse(false))
        .map(id -> "after " + id)
        .forEach(reasons::add);
    if (step.always()) {
      reasons.add("always");
    }
    return reasons;
  }

  boolean isFirst(Step step, String host) {
    return world.newestMemory(step, host).isEmpty();
  }

  Recorded.Mark mark(Step step, String host) {
    return world.markOn(step, host).orElseThrow();
  }

  Recorded.Mark expected(Step step, String host) {
    return marks.of(step, world.nodes().get(host), "");
  }

  /** Names what changed among the consumed entries. */
  String changed(List<String> patterns, String host) {
    Pattern pattern = new Pattern(patterns);
    List<EntryChange> found =
        changes.getOrDefault(host, List.of()).stream()
            .filter(change -> change.acts() && pattern.matches(change.name()))
            .toList();
    if (found.isEmpty()) {
      return "it or what it consumes changed since it last ran";
    }
    String names =
        found.stream().limit(NAMED).map(EntryChange::name).collect(Collectors.joining(", "));
    String more = found.size() > NAMED ? " and " + (found.size() - NAMED) + " more" : "";
    return names + more + (found.size() == 1 ? ": " + found.get(0).reason().text() : " changed");
  }

  private boolean later(Step earlier, Step step, String host) {
    boolean same =
        World.isOfNodes(earlier) && World.isOfNodes(step) && earlier.nodes().contains(host);
    if (same) {
      return acted.on(earlier.id(), host) || isNewer(world.lastSuccess(earlier, host), step, host);
    }
    return acted.anywhere(earlier.id()) || isNewer(world.lastSuccess(earlier), step, host);
  }

  private boolean isNewer(String at, Step step, String host) {
    String own = world.lastSuccess(step, host);
    return !own.isEmpty() && at.compareTo(own) > 0;
  }
}
