package io.pgfleet.applier.activation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgfleet.applier.node.Command;
import io.pgfleet.applier.node.Node;
import io.pgfleet.applier.node.Observation;
import io.pgfleet.applier.node.Outcome;
import io.pgfleet.applier.plan.Answers;
import io.pgfleet.applier.plan.Departures;
import io.pgfleet.applier.plan.Desired;
import io.pgfleet.applier.plan.Details;
import io.pgfleet.applier.plan.Foresight;
import io.pgfleet.applier.plan.NodeState;
import io.pgfleet.applier.plan.Probe;
import io.pgfleet.applier.plan.Questions;
import io.pgfleet.applier.plan.RecordFormat;
import io.pgfleet.applier.plan.Recorded;
import io.pgfleet.applier.plan.World;
import io.pgfleet.applier.sync.Contents;
import io.pgfleet.applier.tree.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Looks at all machines at once and changes nothing. */
public final class Survey {
  private final Desired desired;
  private final Questions questions;
  private final Contents contents;
  private final Crew crew;

  public Survey(Desired desired, Contents contents, Crew crew) {
    this.desired = desired;
    this.questions = new Questions(desired);
    this.contents = contents;
    this.crew = crew;
  }

  /**
   * The fleet as it is.
   *
   * @param nodes connections of the machines that take part, by host
   */
  public World look(SortedMap<String, Node> nodes) {
    return look(nodes, (host, failure) -> rethrow(failure));
  }

  private static void rethrow(RuntimeException failure) {
    throw failure;
  }

  /**
   * The fleet as it is.
   *
   * @param nodes connections of the machines that take part, by host
   * @param lost told of machines that could not be looked at, which are left out then
   */
  public World look(SortedMap<String, Node> nodes, BiConsumer<String, RuntimeException> lost) {
    Crew.Harvest<Sight> harvest = crew.each(nodes.keySet(), host -> look(nodes.get(host)));
    harvest.failures().forEach(lost);
    SortedMap<String, Sight> sights = harvest.results();
    SortedMap<String, NodeState> states = new TreeMap<>();
    Map<String, Map<Probe, Outcome>> answers = new TreeMap<>();
    sights.forEach(
        (host, sight) -> {
          states.put(host, sight.state());
          answers.put(host, sight.answers());
        });
    World world = new World(desired, states, new Answers(new TreeMap<>(answers)));
    Crew.Harvest<Map<Probe, Outcome>> more =
        crew.each(sights.keySet(), host -> ask(nodes.get(host), questions.second(world, host)));
    more.failures().forEach(lost);
    World seen = world.with(merged(world.answers(), more.results())).of(more.results().keySet());
    return foreseen(seen, nodes, lost);
  }

  /** The same, and what machines say to changes that are ahead; mostly there are none. */
  private World foreseen(
      World world, SortedMap<String, Node> nodes, BiConsumer<String, RuntimeException> lost) {
    Map<String, Map<Probe, Command>> asked = new TreeMap<>();
    Foresight foresight = new Foresight(world);
    desired.steps().forEach(step -> foresee(step, foresight, world, asked));
    Crew.Harvest<Map<Probe, Outcome>> said =
        crew.each(asked.keySet(), host -> answers(nodes.get(host), asked.get(host)));
    said.failures().forEach(lost);
    return world.with(merged(world.answers(), said.results()));
  }

  private static void foresee(
      Step step, Foresight foresight, World world, Map<String, Map<Probe, Command>> asked) {
    Optional<Details.Forecast> forecast = new Details(step).forecast();
    Optional<ObjectNode> patch = forecast.flatMap(foresight::patch);
    if (patch.isEmpty()) {
      return;
    }
    byte[] stdin = patch.get().toString().getBytes(StandardCharsets.UTF_8);
    Map<Probe, Command> questions = new LinkedHashMap<>();
    Probe probe = Probe.forecast(forecast.get());
    questions.put(
        probe, new Command(probe.argv(), stdin, Duration.ofSeconds(probe.limitSeconds())));
    if (step.strategy().kind().equals("last")) {
      Probe last = Probe.last(step);
      questions.put(
          last, new Command(last.argv(), new byte[0], Duration.ofSeconds(last.limitSeconds())));
    }
    world
        .candidates(step)
        .forEach(host -> asked.computeIfAbsent(host, h -> new LinkedHashMap<>()).putAll(questions));
  }

  private record Sight(NodeState state, Map<Probe, Outcome> answers) {}

  private Sight look(Node node) {
    NodeState state = observe(node);
    return new Sight(state, ask(node, questions.first(node.host())));
  }

  private NodeState observe(Node node) {
    Observation seen = node.observe(questions.of(node.host(), Set.of(), Set.of()));
    Recorded recorded =
        seen.record().map(bytes -> RecordFormat.read(node.host(), bytes)).orElseGet(Recorded::none);
    Desired.Holding holding = desired.nodes().get(node.host());
    Set<String> others = new TreeSet<>(recorded.entries().keySet());
    others.addAll(recorded.belongings().intended().keySet());
    others.removeAll(holding.entries().keySet());
    Set<String> units = Departures.units(recorded);
    if (!others.isEmpty() || !seen.units().keySet().containsAll(units)) {
      seen = node.observe(questions.of(node.host(), others, units));
    }
    return new NodeState(holding, recorded, seen).settled();
  }

  /** The same, and who comes last where a step goes from machine to machine. */
  public World ordered(World world, SortedMap<String, Node> nodes) {
    Crew.Harvest<Map<Probe, Outcome>> last =
        crew.each(world.nodes().keySet(), host -> ask(nodes.get(host), questions.order(host)));
    return world.with(merged(world.answers(), last.orThrow()));
  }

  /** Asks a machine; each probe once. */
  Map<Probe, Outcome> ask(Node node, List<Probe> probes) {
    if (probes.isEmpty()) {
      return Map.of();
    }
    Map<Probe, Command> commands = new LinkedHashMap<>();
    probes.forEach(probe -> commands.put(probe, command(probe)));
    return answers(node, commands);
  }

  private static Map<Probe, Outcome> answers(Node node, Map<Probe, Command> commands) {
    Iterator<Outcome> outcomes = node.ask(List.copyOf(commands.values())).iterator();
    Map<Probe, Outcome> answers = new LinkedHashMap<>();
    commands.keySet().forEach(probe -> answers.put(probe, outcomes.next()));
    return answers;
  }

  private Command command(Probe probe) {
    byte[] stdin = probe.stdin().map(contents::payload).orElseGet(() -> new byte[0]);
    return new Command(probe.argv(), stdin, Duration.ofSeconds(probe.limitSeconds()));
  }

  static Answers merged(Answers known, Map<String, Map<Probe, Outcome>> newer) {
    SortedMap<String, Map<Probe, Outcome>> all = new TreeMap<>(known.byHost());
    newer.forEach(
        (host, answers) -> {
          Map<Probe, Outcome> merged = new HashMap<>(all.getOrDefault(host, Map.of()));
          merged.putAll(answers);
          all.put(host, merged);
        });
    return new Answers(all);
  }
}
