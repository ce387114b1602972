package io.pgfleet.applier.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.pgfleet.applier.node.Observation.Seen;
import io.pgfleet.applier.node.Observation.UnitState;
import io.pgfleet.applier.node.Outcome;
import io.pgfleet.applier.plan.Finding.Sort;
import io.pgfleet.applier.tree.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Compares what machines recorded with what is there now, whatever the tree says; pure. */
public final class Drift {
  private static final Set<String> OFF = Set.of("disabled", "masked");

  private final World world;

  public Drift(World world) {
    this.world = world;
  }

  /**
   * What drifted on a machine.
   *
   * @param listed paths that are in folders of ours now, as {@link Folders} lists them
   */
  public List<Finding> on(String host, List<String> listed) {
    NodeState state = world.nodes().get(host);
    List<Finding> findings = new ArrayList<>();
    state.recorded().entries().forEach((name, held) -> entry(state, name, held, findings));
    foreign(state, listed, findings);
    world.desired().steps().forEach(step -> unit(state, step, findings));
    packages(state, findings);
    world.desired().steps().forEach(step -> document(state, step, findings));
    return findings;
  }

  /** The steps that tell what was changed by hand in a machine's services. */
  public List<Step> watches(String host) {
    return world
        .desired()
        .steps()
        .filter(step -> Kind.of(step) == Kind.WATCH && step.nodes().contains(host))
        .toList();
  }

  private static void entry(
      NodeState state, String name, Recorded.Held held, List<Finding> findings) {
    Seen seen = state.observed().entries().getOrDefault(name, Seen.absent());
    EntryPlanner planner = new EntryPlanner(state);
    if (seen.isAbsent()) {
      findings.add(Finding.of(state.host(), Sort.FILE_DELETED, name, "deleted"));
    } else if (!held.kind().equals("seed") && !planner.isAsRecorded(held, seen)) {
      findings.add(Finding.of(state.host(), Sort.FILE_EDITED, name, "edited"));
    } else if (!planner.hasOwner(held, seen)) {
      String now = seen.owner() + ":" + seen.group() + " " + seen.mode();
      String then = held.owner() + ":" + held.group() + " " + held.mode();
      findings.add(
          Finding.of(state.host(), Sort.OWNER_OR_MODE, name, "is " + now + ", was " + then));
    }
  }

  private static void foreign(NodeState state, List<String> listed, List<Finding> findings) {
    for (String path : listed) {
      boolean known =
          state.recorded().belongings().others().contains(path)
              || state.recorded().entries().containsKey(path)
              || state.desired().entries().containsKey(path);
      if (!known) {
        findings.add(
            Finding.of(state.host(), Sort.FOREIGN_FILE, path, "nobody of ours put it there"));
      }
    }
  }

  private static void unit(NodeState state, Step step, List<Finding> findings) {
    boolean ours =
        Kind.of(step) == Kind.UNIT
            && step.nodes().contains(state.host())
            && state.recorded().steps().containsKey(step.id());
    if (!ours) {
      return;
    }
    Details details = new Details(step);
    UnitState unit = state.observed().units().get(details.unit());
    List<String> wrong = new ArrayList<>();
    if (unit != null && unit.isActive() != details.wantsStarted()) {
      wrong.add("is " + unit.active());
    }
    if (unit != null && details.wantsEnabled() && OFF.contains(unit.enabled())) {
      wrong.add("is " + unit.enabled());
    }
    boolean told = findings.stream().anyMatch(one -> one.name().equals(details.unit()));
    if (!wrong.isEmpty() && !told) {
      String what = String.join(" and ", wrong);
      findings.add(Finding.of(state.host(), Sort.UNIT_STATE, details.unit(), what));
    }
  }

  private static void packages(NodeState state, List<Finding> findings) {
    SortedMap<String, String> now = state.observed().packages();
    state
        .recorded()
        .belongings()
        .packages()
        .forEach(
            (name, version) -> {
              String seen = now.getOrDefault(name, "");
              if (!seen.equals(version)) {
                String what =
                    seen.isEmpty() ? "removed, was " + version : "is " + seen + ", was " + version;
                findings.add(Finding.of(state.host(), Sort.PACKAGE_VERSION, name, what));
              }
            });
  }

  private void document(NodeState state, Step step, List<Finding> findings) {
    boolean here = Kind.of(step) == Kind.LIVE && world.targets(step).contains(state.host());
    if (!here) {
      return;
    }
    Optional<JsonNode> live =
        world
            .answers()
            .of(state.host(), Probe.live(step))
            .filter(Outcome::succeeded)
            .flatMap(answer -> LiveMerge.object(answer.stdout()));
    SortedMap<String, String> leaves =
        Optional.ofNullable(state.recorded().groups().get(World.groupOf(step)))
            .map(marks -> marks.documents().get(step.id()))
            .orElseGet(Collections::emptySortedMap);
    String document = new Details(step).document();
    SortedMap<String, JsonNode> wanted =
        LiveMerge.leaves(world.desired().documents().get(document));
    if (live.isPresent()) {
      for (Map.Entry<String, String> leaf : leaves.entrySet()) {
        JsonNode value = live.get().at(leaf.getKey());
        if (!isAsWritten(state, leaf, value, wanted.get(leaf.getKey()))) {
          String name = document + leaf.getKey();
          findings.add(Finding.of(state.host(), Sort.DOCUMENT, name, "changed in the service"));
        }
      }
    }
  }

  /** A service may print a number otherwise than it was written. */
  private static boolean isAsWritten(
      NodeState state, Map.Entry<String, String> leaf, JsonNode live, JsonNode wanted) {
    boolean stillWanted = wanted != null && state.seal(wanted.toString()).equals(leaf.getValue());
    return stillWanted
        ? LiveMerge.same(wanted, live)
        : state.seal(live.toString()).equals(leaf.getValue());
  }
}
