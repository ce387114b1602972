package io.pgfleet.applier;

import io.pgfleet.applier.activation.Activation;
import io.pgfleet.applier.activation.Connections;
import io.pgfleet.applier.activation.Crew;
import io.pgfleet.applier.activation.Survey;
import io.pgfleet.applier.activation.Terms;
import io.pgfleet.applier.activation.Waiting;
import io.pgfleet.applier.journal.Journal;
import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.node.Holder;
import io.pgfleet.applier.node.Nodes;
import io.pgfleet.applier.plan.Plan;
import io.pgfleet.applier.plan.Planner;
import io.pgfleet.applier.plan.World;
import io.pgfleet.applier.tree.Tree;
import java.util.List;
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
  private static final int MACHINES_AT_ONCE = 16;

  private final Crew crew = new Crew(MACHINES_AT_ONCE);
  private final Connections connections;
  private final ResolvedTree tree;
  private final Survey survey;
  private final Waiting waiting;

  /**
   * Connects to the machines.
   *
   * @param limit hosts that take part; empty for all
   * @throws io.pgfleet.applier.node.NodeException when one cannot be reached
   */
  public Applier(Tree tree, Resolver secrets, Nodes nodes, List<String> limit, Waiting waiting) {
    this.tree = new ResolvedTree(tree, secrets);
    this.waiting = waiting;
    List<String> hosts = limit.isEmpty() ? List.copyOf(tree.nodes().keySet()) : limit;
    // secrets take their time, and so does saying hello
    Supplier<Connections> opening = crew.later(() -> Connections.open(hosts, nodes, crew));
    this.survey = new Survey(this.tree.desired(), this.tree, crew);
    this.connections = opening.get();
  }

  /** What a run would do now; changes nothing. */
  public Planned plan() {
    World world = survey.look(connections.byHost());
    return new Planned(new Planner(world).plan(), world);
  }

  /** A plan and the world that it was made for. */
  public record Planned(Plan plan, World world) {}

  /** Carries out what is due. */
  public RunResult apply(Journal journal, Holder holder, Terms terms) {
    return new Activation(tree, survey, crew, waiting, journal)
        .run(connections.byHost(), holder, terms);
  }

  @Override
  public void close() {
    connections.close();
    crew.close();
  }
}
