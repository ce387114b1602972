package io.pgfleet.compiler.module;

import java.util.List;
import java.util.Optional;

/**
 * One ordered thing to do, as data for the applier.
 *
 * @param id unique in the fleet, such as {@code etcd.unit} or {@code pgsql.primary.unit@pg-test}
 * @param title short imperative for people, such as {@code start patroni on the primary}
 * @param where nodes and targets
 * @param when what makes it due
 * @param action what to do
 * @param undo how it is undone
 * @param timeoutSeconds after which it counts as failed
 * @param rolling what is known of it when it goes from machine to machine
 */
public record Step(
    String id,
    String title,
    String module,
    Where where,
    When when,
    Action action,
    Undo undo,
    int timeoutSeconds,
    Rolling rolling) {

  /** A step with the usual time limit of a minute that is undone by the inverse plan. */
  public static Step of(String id, String title, String module, Where where, Action action) {
    return new Step(
        id, title, module, where, When.ownState(), action, Undo.inverse(), 60, Rolling.unknown());
  }

  public Step when(When other) {
    return new Step(id, title, module, where, other, action, undo, timeoutSeconds, rolling);
  }

  public Step undo(Undo other) {
    return new Step(id, title, module, where, when, action, other, timeoutSeconds, rolling);
  }

  public Step timeoutSeconds(int seconds) {
    return new Step(id, title, module, where, when, action, undo, seconds, rolling);
  }

  public Step rolling(Rolling other) {
    return new Step(id, title, module, where, when, action, undo, timeoutSeconds, other);
  }

  /**
   * Where a step runs.
   *
   * @param group the cluster it belongs to, empty for a step of nodes
   * @param nodes hosts on which it may run, in order
   * @param disruption quorum group; two nodes of one are never disturbed at once; empty for none
   */
  public record Where(
      Optional<String> group,
      List<String> nodes,
      Target target,
      Strategy strategy,
      Optional<String> disruption) {
    public Where {
      nodes = List.copyOf(nodes);
    }

    /** On each of these nodes, all at once. */
    public static Where each(List<String> nodes) {
      return new Where(Optional.empty(), nodes, Target.each(), Strategy.all(), Optional.empty());
    }

    /** On the node of a group that a probe names at run time. */
    public static Where probed(String group, List<String> nodes, List<String> probe) {
      return new Where(
          Optional.of(group), nodes, Target.probe(probe), Strategy.all(), Optional.empty());
    }

    /** The same nodes as members of a group. */
    public Where group(String name) {
      return new Where(Optional.of(name), nodes, target, strategy, disruption);
    }

    public Where strategy(Strategy other) {
      return new Where(group, nodes, target, other, disruption);
    }

    public Where disruption(String quorumGroup) {
      return new Where(group, nodes, target, strategy, Optional.of(quorumGroup));
    }
  }

  /** Which of the nodes are meant; {@code argv} is the probe that exits 0 on the target. */
  public record Target(String kind, List<String> argv) {
    public static Target each() {
      return new Target("each", List.of());
    }

    public static Target any() {
      return new Target("any", List.of());
    }

    public static Target probe(List<String> argv) {
      return new Target("probe", List.copyOf(argv));
    }
  }

  /** How many at once, and who comes last. */
  public record Strategy(String kind, int size, List<String> argv) {
    public static Strategy all() {
      return new Strategy("all", 0, List.of());
    }

    public static Strategy batch(int size) {
      return new Strategy("batch", size, List.of());
    }

    /** One at a time; nodes where the probe exits 0 come last. */
    public static Strategy last(List<String> probe) {
      return new Strategy("last", 1, List.copyOf(probe));
    }
  }

  /**
   * What makes a step due, besides its own state (unit, packages, entries).
   *
   * @param consumes entry paths, {@code path#id} for blocks, payloads {@code groups/…}; a trailing
   *     {@code /*} takes everything below
   * @param after steps that, having acted, make this one due
   * @param guardOverrules whether a satisfied guard means nothing to do even when consumed content
   *     changed
   */
  public record When(
      List<String> consumes,
      List<String> after,
      boolean always,
      Optional<Guard> guard,
      boolean guardOverrules) {
    public When {
      consumes = List.copyOf(consumes);
      after = List.copyOf(after);
    }

    public static When ownState() {
      return new When(List.of(), List.of(), false, Optional.empty(), true);
    }

    public static When consumes(String... patterns) {
      return new When(List.of(patterns), List.of(), false, Optional.empty(), true);
    }

    public static When after(String... steps) {
      return new When(List.of(), List.of(steps), false, Optional.empty(), true);
    }

    /** Due until the guard exits 0. */
    public static When unless(List<String> guard) {
      return new When(List.of(), List.of(), false, Optional.of(Guard.of(guard)), true);
    }

    /** The same reasons after other steps. */
    public When after(List<String> steps) {
      return new When(consumes, steps, always, guard, guardOverrules);
    }

    public When andConsumes(String... patterns) {
      return new When(List.of(patterns), after, always, guard, guardOverrules);
    }

    /** Changed content makes the step due even where the guard is satisfied. */
    public When guardYieldsToChanges() {
      return new When(consumes, after, always, guard, false);
    }
  }

  /**
   * A read-only command; exit 0 says that the step's result is there already.
   *
   * @param stdin payload fed to it, as a path in the tree
   */
  public record Guard(List<String> argv, Optional<String> stdin, int timeoutSeconds) {
    public static Guard of(List<String> argv) {
      return new Guard(List.copyOf(argv), Optional.empty(), 10);
    }
  }

  /**
   * How a step is undone: none, inverse (through the entries), irreversible, or a command; or stay,
   * which has nothing to undo, and when it fails nothing of the run is taken back anywhere.
   */
  public record Undo(String kind, List<String> argv) {
    public static Undo none() {
      return new Undo("none", List.of());
    }

    public static Undo inverse() {
      return new Undo("inverse", List.of());
    }

    /** Of a step that refuses to go on until people have done what needs the run's files. */
    public static Undo stay() {
      return new Undo("stay", List.of());
    }

    public static Undo irreversible() {
      return new Undo("irreversible", List.of());
    }

    public static Undo command(List<String> argv) {
      return new Undo("command", List.copyOf(argv));
    }
  }

  /** What is known of a step that goes from machine to machine before it is its turn. */
  public record Rolling(Optional<Forecast> forecast, Optional<HandOver> handOver) {
    public static Rolling unknown() {
      return new Rolling(Optional.empty(), Optional.empty());
    }
  }

  /**
   * Lets a plan tell that the step will act, which its guard can tell only later.
   *
   * @param entries whose change makes it act
   * @param live step whose change may make it act; empty for none
   * @param argv looks only, is fed what that step would merge, and prints a reason a line
   */
  public record Forecast(List<String> entries, String live, List<String> argv) {
    public Forecast {
      entries = List.copyOf(entries);
      argv = List.copyOf(argv);
    }

    public static Forecast ofEntries(String... entries) {
      return new Forecast(List.of(entries), "", List.of());
    }

    public static Forecast ofLive(String step, List<String> argv) {
      return new Forecast(List.of(), step, argv);
    }
  }

  /**
   * Lets the machine that comes last give its role to another one first.
   *
   * @param argv run there; when it fails, the step acts on the machine as it is
   * @param seconds only if the step took at least that long on one of the others
   */
  public record HandOver(List<String> argv, int seconds) {
    public HandOver {
      argv = List.copyOf(argv);
    }
  }
}
