package io.pgfleet.applier.activation;

import io.pgfleet.applier.journal.Event;
import io.pgfleet.applier.node.Question;
import io.pgfleet.applier.plan.Acted;
import io.pgfleet.applier.plan.Answers;
import io.pgfleet.applier.plan.Desired;
import io.pgfleet.applier.plan.Details;
import io.pgfleet.applier.plan.Dueness;
import io.pgfleet.applier.plan.EntryChange;
import io.pgfleet.applier.plan.Kind;
import io.pgfleet.applier.plan.NodeState;
import io.pgfleet.applier.plan.Probe;
import io.pgfleet.applier.plan.Questions;
import io.pgfleet.applier.plan.World;
import io.pgfleet.applier.tree.Step;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** The machines of a run, and what is known of them at this moment. */
final class Fleet {
  private final Desired desired;
  private final SortedMap<String, Machine> machines;
  private final Map<String, List<EntryChange>> changes;
  private final Survey survey;
  private final Crew crew;
  private final Acted acted = new Acted();
  private final List<LiveAction.Kept> kept = new CopyOnWriteArrayList<>();
  private Answers answers;
  private volatile Event beginning;

  Fleet(
      World world,
      SortedMap<String, Machine> machines,
      Map<String, List<EntryChange>> changes,
      Survey survey,
      Crew crew) {
    this.desired = world.desired();
    this.answers = world.answers();
    this.machines = machines;
    this.changes = changes;
    this.survey = survey;
    this.crew = crew;
  }

  Desired desired() {
    return desired;
  }

  Machine machine(String host) {
    return machines.get(host);
  }

  /** The event with which the run begins, for every machine's journal. */
  void begun(Event event) {
    beginning = event;
  }

  Event beginning() {
    return beginning;
  }

  /** Goes on without some machines, as if they had never taken part. */
  void drop(Collection<String> hosts) {
    machines.keySet().removeAll(List.copyOf(hosts));
  }

  /** Hosts of the machines that take part. */
  Set<String> hosts() {
    return Collections.unmodifiableSet(machines.keySet());
  }

  Collection<Machine> machines() {
    return machines.values();
  }

  /** Does something on every machine at once; a machine that fails stops the run. */
  void everywhere(Consumer<Machine> work) {
    on(
        machines.keySet(),
        machine -> {
          work.accept(machine);
          return true;
        });
  }

  /** Does something on some machines at once; a machine that fails stops the run. */
  <T> SortedMap<String, T> on(Collection<String> hosts, Function<Machine, T> work) {
    Crew.Harvest<T> harvest = crew.each(hosts, host -> work.apply(machine(host)));
    if (!harvest.failures().isEmpty()) {
      throw new RunStopped(Optional.empty(), harvest.failures());
    }
    return harvest.results();
  }

  Crew crew() {
    return crew;
  }

  /** What acted in this run so far. */
  Acted acted() {
    return acted;
  }

  /** Keeps what a service held, before the run changes it. */
  void keep(LiveAction.Kept document) {
    kept.add(document);
  }

  /** What services held before the run changed it, oldest first. */
  List<LiveAction.Kept> kept() {
    return List.copyOf(kept);
  }

  List<EntryChange> changes(String host) {
    return changes.getOrDefault(host, List.of());
  }

  World world() {
    SortedMap<String, NodeState> states = new TreeMap<>();
    machines.forEach((host, machine) -> states.put(host, machine.state()));
    return new World(desired, states, answers);
  }

  /** Successes of this run are in the records already, so nothing has to be foreseen. */
  Dueness dueness() {
    return new Dueness(world(), new Acted(), changes);
  }

  /** Looks again at what decides about a step, where anything acted since it was looked at. */
  void refresh(Step step) {
    List<String> candidates = world().candidates(step);
    List<String> touched = candidates.stream().filter(acted::anythingOn).toList();
    if (touched.isEmpty()) {
      return;
    }
    if (World.isOfNodes(step)) {
      look(step, touched);
      return;
    }
    if (step.target().kind().equals("probe")) {
      ask(candidates, List.of(Probe.target(step)));
    }
    look(step, world().targets(step));
  }

  /** Asks a step's target again. */
  void refreshTarget(Step step) {
    ask(world().candidates(step), List.of(Probe.target(step)));
    look(step, world().targets(step));
  }

  private void look(Step step, List<String> hosts) {
    question(step)
        .ifPresent(
            question ->
                on(hosts, machine -> machine.node().observe(question))
                    .forEach((host, seen) -> machine(host).saw(seen)));
    ask(hosts, Questions.of(step));
  }

  /** Asks some machines, and keeps what they said. */
  void ask(List<String> hosts, List<Probe> probes) {
    if (probes.isEmpty()) {
      return;
    }
    answers = Survey.merged(answers, on(hosts, machine -> survey.ask(machine.node(), probes)));
  }

  private static Optional<Question> question(Step step) {
    Details details = new Details(step);
    return switch (Kind.of(step)) {
      case UNIT -> Optional.of(question(List.of(details.unit()), List.of(), List.of()));
      case PACKAGES -> Optional.of(question(List.of(), details.packages(), List.of()));
      case USER -> Optional.of(question(List.of(), List.of(), List.of(details.account().name())));
      case PLACE, RUN, SQL, LIVE, GATE, WATCH -> Optional.empty();
    };
  }

  private static Question question(
      List<String> units, List<String> packages, List<String> accounts) {
    return new Question(List.of(), units, packages, accounts);
  }
}
