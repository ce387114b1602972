package io.pgfleet.applier.plan;

import io.pgfleet.applier.node.Outcome;
import io.pgfleet.applier.tree.Step;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A fleet at one moment.
 *
 * @param nodes the machines that take part, by host
 * @param answers what probes said
 */
public record World(Desired desired, SortedMap<String, NodeState> nodes, Answers answers) {
  public World {
    nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
  }

  /** Only some of the machines. */
  public World of(Collection<String> hosts) {
    SortedMap<String, NodeState> some = new TreeMap<>(nodes);
    some.keySet().retainAll(hosts);
    return new World(desired, some, answers);
  }

  public World with(Answers newer) {
    return new World(desired, nodes, newer);
  }

  /** Whether each of the step's nodes remembers it for itself; otherwise its group does. */
  public static boolean isOfNodes(Step step) {
    return step.target().kind().equals("each");
  }

  /** The step's machines that take part, in its order. */
  public List<String> candidates(Step step) {
    return step.nodes().stream().filter(nodes::containsKey).toList();
  }

  /** Where the step is to act now; empty when a probe named no machine. */
  public List<String> targets(Step step) {
    List<String> candidates = candidates(step);
    if (isOfNodes(step)) {
      return candidates;
    }
    if (step.target().kind().equals("any")) {
      return candidates.stream().limit(1).toList();
    }
    Probe probe = Probe.target(step);
    return candidates.stream()
        .filter(host -> answers.of(host, probe).map(Outcome::succeeded).orElse(false))
        .limit(1)
        .toList();
  }

  /** Whether the machine is one that the step's strategy puts last, as far as it was asked. */
  public boolean isLast(Step step, String host) {
    return step.strategy().kind().equals("last")
        && answers.of(host, Probe.last(step)).map(Outcome::succeeded).orElse(false);
  }

  /** The machines in the order in which the step takes them, as far as it was asked. */
  public List<String> ordered(Step step, Collection<String> hosts) {
    return hosts.stream().sorted(Comparator.comparing(host -> isLast(step, host))).toList();
  }

  /** The machines that remember the step. */
  public List<String> rememberers(Step step) {
    return candidates(step);
  }

  /** Where the newest memory of the step is; for a step of nodes the machine itself. */
  Optional<String> newestMemory(Step step, String host) {
    if (isOfNodes(step)) {
      return markOn(step, host).map(mark -> host);
    }
    return rememberers(step).stream()
        .filter(member -> markOn(step, member).isPresent())
        .max(Comparator.comparing(member -> markOn(step, member).orElseThrow().at()));
  }

  /** What one machine remembers of the step. */
  Optional<Recorded.Mark> markOn(Step step, String host) {
    Recorded recorded = nodes.get(host).recorded();
    if (isOfNodes(step)) {
      return Optional.ofNullable(recorded.steps().get(step.id()));
    }
    return Optional.ofNullable(recorded.groups().get(groupOf(step)))
        .map(marks -> marks.steps().get(step.id()));
  }

  /** Under which group a step is remembered; a step of no group has one of its own. */
  public static String groupOf(Step step) {
    return step.group().orElse("-");
  }

  /** When the step last succeeded, as far as the machine or its group remembers. */
  String lastSuccess(Step step, String host) {
    return newestMemory(step, host)
        .flatMap(member -> markOn(step, member))
        .map(Recorded.Mark::at)
        .orElse("");
  }

  /**
   * How long the step took when it last succeeded on the machine or in its group; zero if never.
   */
  Duration usual(Step step, String host) {
    return newestMemory(step, host)
        .flatMap(member -> markOn(step, member))
        .map(mark -> Duration.ofMillis(mark.about().milliseconds()))
        .orElse(Duration.ZERO);
  }

  /** When the step last succeeded anywhere. */
  String lastSuccess(Step step) {
    return candidates(step).stream()
        .map(host -> lastSuccess(step, host))
        .max(Comparator.naturalOrder())
        .orElse("");
  }
}
