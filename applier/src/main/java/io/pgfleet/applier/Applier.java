package io.pgfleet.applier;

import io.pgfleet.applier.activation.Activation;
import io.pgfleet.applier.activation.Connections;
import io.pgfleet.applier.activation.Crew;
import io.pgfleet.applier.activation.Inspection;
import io.pgfleet.applier.activation.Means;
import io.pgfleet.applier.activation.Survey;
import io.pgfleet.applier.activation.Terms;
import io.pgfleet.applier.activation.Waiting;
import io.pgfleet.applier.journal.Journal;
import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.node.Holder;
import io.pgfleet.applier.node.Node;
import io.pgfleet.applier.node.NodeException;
import io.pgfleet.applier.node.Nodes;
import io.pgfleet.applier.plan.Drift;
import io.pgfleet.applier.plan.Finding;
import io.pgfleet.applier.plan.Folders;
import io.pgfleet.applier.plan.Plan;
import io.pgfleet.applier.plan.Planner;
import io.pgfleet.applier.plan.Rest;
import io.pgfleet.applier.plan.Selection;
import io.pgfleet.applier.plan.Witnesses;
import io.pgfleet.applier.plan.World;
import io.pgfleet.applier.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Makes machines equal to a compiled tree.
 *
 * <p>It knows three states of each machine: desired is what the tree says, recorded is what the
 * last good steps left there, observed is what is there now. {@link Survey} looks at all machines
 * at once, {@link Planner} compares and says which entries change and which steps that makes due,
 * and {@link Activation} carries it out: everything is staged before anything is switched, phases
 * run in the tree's order, and the first gate that does not open stops the run and rolls its
 * machine back. Whether a step is done is read from digests in the record and from the running
 * service, never assumed; so a run that was killed anywhere is finished by the next one.
 */
public final class Applier implements AutoCloseable {
  private final Crew crew;
  private final Connections connections;
  private final SortedMap<String, String> silent = new TreeMap<>();
  private final Set<String> hosts;
  private final int tolerated;
  private final ResolvedTree tree;
  private final Survey survey;
  private final Waiting waiting;
  private final Nodes anew;

  /**
   * Connects to the machines.
   *
   * @throws NodeException when more of those that take part cannot be reached than is tolerated
   */
  public Applier(Tree tree, Resolver secrets, Nodes nodes, Reach reach, Waiting waiting) {
    this.tree = new ResolvedTree(tree, secrets);
    this.waiting = waiting;
    this.anew = nodes;
    this.crew = new Crew(reach.atOnce());
    this.hosts = new TreeSet<>(reach.hosts().isEmpty() ? tree.nodes().keySet() : reach.hosts());
    // secrets take their time, and so does saying hello
    Supplier<Connections> opening =
        crew.later(() -> Connections.open(tree.nodes().keySet(), nodes, crew));
    this.survey = new Survey(this.tree.desired(), this.tree, crew);
    this.connections = opening.get();
    this.silent.putAll(connections.silent());
    this.tolerated = reach.tolerated();
    try {
      requireEnough();
    } catch (NodeException missed) {
      close();
      throw missed;
    }
  }

  private void requireEnough() {
    SortedMap<String, String> missed = unreached();
    if (missed.size() > tolerated) {
      throw new NodeException(String.join("\n", missed.values()));
    }
  }

  /** Why a machine that takes part could not be reached, by host. */
  public SortedMap<String, String> unreached() {
    SortedMap<String, String> unreached = new TreeMap<>(silent);
    unreached.keySet().retainAll(hosts);
    return unreached;
  }

  /** What a run would do now; changes nothing. */
  public Planned plan(Selection selection) {
    World all =
        survey.look(
            connections.byHost(), (host, failure) -> silent.put(host, failure.getMessage()));
    requireEnough();
    World world = all.of(hosts);
    Plan plan = new Planner(world, selection).plan();
    SortedMap<String, List<String>> pending = new TreeMap<>();
    if (world.nodes().size() < all.nodes().size()) {
      Plan whole = new Planner(all).plan();
      all.nodes().keySet().stream()
          .filter(host -> !hosts.contains(host) && !whole.workOn(host).isEmpty())
          .forEach(host -> pending.put(host, whole.workOn(host)));
    }
    List<String> left =
        plan.rest().left().stream().filter(host -> !unreached().containsKey(host)).toList();
    return new Planned(plan.with(new Rest(left, silent, pending, List.of())), world, all);
  }

  /**
   * A plan and the world that it was made for.
   *
   * @param all machines that could be looked at, those that do not take part among them
   */
  public record Planned(Plan plan, World world, World all) {

    /** The same, and which hosts left the inventory. */
    public Planned without(List<String> gone) {
      return new Planned(plan.with(plan.rest().without(gone)), world, all);
    }
  }

  /** What somebody else changed; changes nothing. */
  public Drifted drift() {
    World world = plan(Selection.all()).world();
    Drift drift = new Drift(world);
    Crew.Harvest<List<Finding>> harvest =
        crew.each(
            world.nodes().keySet(),
            host -> {
              Inspection inspection = new Inspection(connections.byHost().get(host));
              List<String> folders = Folders.of(world.nodes().get(host).desired());
              List<Finding> findings =
                  new ArrayList<>(inspection.dated(drift.on(host, inspection.files(folders))));
              findings.addAll(inspection.watched(drift.watches(host)));
              return findings;
            });
    harvest.failures().forEach((host, failure) -> silent.put(host, failure.getMessage()));
    List<Finding> all = harvest.results().values().stream().flatMap(List::stream).toList();
    return new Drifted(List.copyOf(harvest.results().keySet()), new Witnesses(world).heard(all));
  }

  /**
   * What drifted.
   *
   * @param hosts that could be looked at
   */
  public record Drifted(List<String> hosts, List<Finding> findings) {}

  /** Carries out what is due. */
  public RunResult apply(Journal journal, Holder holder, Terms terms) {
    SortedMap<String, Node> nodes = new TreeMap<>(connections.byHost());
    nodes.keySet().retainAll(hosts);
    nodes.keySet().removeAll(silent.keySet());
    Means means = new Means(crew, waiting, journal, anew);
    return new Activation(tree, survey, means).run(nodes, holder, terms);
  }

  @Override
  public void close() {
    connections.close();
    crew.close();
  }
}
