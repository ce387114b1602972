package io.pgfleet.compiler;

import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Contribution;
import io.pgfleet.compiler.module.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What each node is to do. */
final class NodeSteps {
  private NodeSteps() {}

  /** By node; a step of several nodes is one of each, and the store's own are left out. */
  static SortedMap<String, List<Contribution.PhasedStep>> of(Trial.Outcome outcome) {
    SortedMap<String, List<Contribution.PhasedStep>> steps = new TreeMap<>();
    for (Contribution.PhasedStep one : outcome.steps()) {
      if (one.step().module().equals("etcd")) {
        continue;
      }
      for (String host : one.step().where().nodes()) {
        steps
            .computeIfAbsent(host, key -> new ArrayList<>())
            .add(
                new Contribution.PhasedStep(
                    one.phase(), alone(one.step(), host, outcome.made().keySet())));
      }
    }
    return steps;
  }

  /** A step as one node sees it; one of several nodes names what any of them may hold. */
  private static Step alone(Step step, String host, Set<String> places) {
    UnaryOperator<List<String>> held =
        paths -> paths.stream().filter(path -> holds(host, path, places)).toList();
    Step.Where all = step.where();
    Step.When when = step.when();
    return new Step(
        step.id(),
        step.title(),
        step.module(),
        new Step.Where(all.group(), List.of(host), all.target(), all.strategy(), all.disruption()),
        new Step.When(
            held.apply(when.consumes()),
            when.after(),
            when.always(),
            when.guard(),
            when.guardOverrules()),
        step.action() instanceof Action.Unit unit ? alone(unit, held) : step.action(),
        step.undo(),
        step.timeoutSeconds(),
        step.rolling());
  }

  private static Action alone(Action.Unit unit, UnaryOperator<List<String>> held) {
    return new Action.Unit(
        unit.unit(),
        unit.state(),
        unit.enabled(),
        held.apply(unit.restartOn()),
        held.apply(unit.reloadOn()),
        unit.reloadArgv());
  }

  private static boolean holds(String host, String path, Set<String> places) {
    String prefix = path.replaceFirst("\\*$", "");
    return path.startsWith("groups/")
        || places.stream().anyMatch(place -> place.startsWith(host + ":" + prefix));
  }
}
