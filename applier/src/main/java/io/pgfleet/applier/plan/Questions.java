package io.pgfleet.applier.plan;

import io.pgfleet.applier.node.Question;
import io.pgfleet.applier.tree.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What has to be asked of which machine before anything can be decided. */
public final class Questions {
  private final Desired desired;

  public Questions(Desired desired) {
    this.desired = desired;
  }

  /**
   * What to look at on a machine.
   *
   * @param recorded names of entries that the machine is known to hold of ours
   * @param known units that earlier runs took care of there
   */
  public Question of(String host, Set<String> recorded, Set<String> known) {
    SortedSet<String> entries = new TreeSet<>(desired.nodes().get(host).entries().keySet());
    entries.addAll(recorded);
    SortedSet<String> units = new TreeSet<>(known);
    SortedSet<String> packages = new TreeSet<>();
    SortedSet<String> accounts = new TreeSet<>();
    desired
        .steps()
        .filter(step -> step.nodes().contains(host))
        .forEach(
            step -> {
              Details details = new Details(step);
              switch (Kind.of(step)) {
                case UNIT -> units.add(details.unit());
                case PACKAGES -> packages.addAll(details.packages());
                case USER -> accounts.add(details.account().name());
                case PLACE, RUN, SQL, LIVE, GATE, WATCH -> {}
              }
            });
    return new Question(
        List.copyOf(entries), List.copyOf(units), List.copyOf(packages), List.copyOf(accounts));
  }

  /** Only the packages that steps ask for on a machine. */
  public Question packages(String host) {
    return new Question(List.of(), List.of(), of(host, Set.of(), Set.of()).packages(), List.of());
  }

  /** Probes that need no other answer first: targets, and guards of steps of nodes. */
  public List<Probe> first(String host) {
    Set<Probe> probes = new LinkedHashSet<>();
    desired
        .steps()
        .filter(step -> step.nodes().contains(host))
        .forEach(
            step -> {
              if (step.target().kind().equals("probe")) {
                probes.add(Probe.target(step));
              }
              if (World.isOfNodes(step)) {
                probes.addAll(of(step));
              }
            });
    return List.copyOf(probes);
  }

  /** Probes that are asked only where a step's target is. */
  public List<Probe> second(World world, String host) {
    Set<Probe> probes = new LinkedHashSet<>();
    desired
        .steps()
        .filter(step -> !World.isOfNodes(step) && world.targets(step).contains(host))
        .forEach(step -> probes.addAll(of(step)));
    return List.copyOf(probes);
  }

  /** Probes that tell who comes last. */
  public List<Probe> order(String host) {
    return desired
        .steps()
        .filter(step -> step.nodes().contains(host) && step.strategy().kind().equals("last"))
        .map(Probe::last)
        .distinct()
        .toList();
  }

  /** What says whether a step is done, apart from the machine's own state. */
  public static List<Probe> of(Step step) {
    List<Probe> probes = new ArrayList<>();
    step.guard().map(Probe::guard).ifPresent(probes::add);
    switch (Kind.of(step)) {
      case SQL -> probes.add(Probe.sql(step));
      case LIVE -> probes.add(Probe.live(step));
      case PLACE, PACKAGES, USER, UNIT, RUN, GATE, WATCH -> {}
    }
    return probes;
  }
}
