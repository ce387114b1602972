package io.pgfleet.applier;

import io.pgfleet.applier.activation.Connections;
import io.pgfleet.applier.activation.Crew;
import io.pgfleet.applier.activation.Means;
import io.pgfleet.applier.activation.Operating;
import io.pgfleet.applier.activation.Survey;
import io.pgfleet.applier.activation.Terms;
import io.pgfleet.applier.activation.Waiting;
import io.pgfleet.applier.journal.Journal;
import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.node.Holder;
import io.pgfleet.applier.node.NodeException;
import io.pgfleet.applier.node.Nodes;
import io.pgfleet.applier.plan.Course;
import io.pgfleet.applier.plan.World;
import io.pgfleet.applier.tree.Tree;

/** Carries out one operation on the machines that it is about. */
public final class Operator implements AutoCloseable {
  private static final int AT_ONCE = 16;

  private final Crew crew = new Crew(AT_ONCE);
  private final ResolvedTree tree;
  private final Survey survey;
  private final Connections connections;
  private final Waiting waiting;
  private final Nodes nodes;

  /**
   * Connects to the machines.
   *
   * @param tree the part that is about them, with the operation's steps
   * @throws NodeException when one of them cannot be reached
   */
  public Operator(Tree tree, Resolver secrets, Nodes nodes, Waiting waiting) {
    this.tree = new ResolvedTree(tree, secrets);
    this.waiting = waiting;
    this.nodes = nodes;
    this.survey = new Survey(this.tree.desired(), this.tree, crew);
    this.connections = Connections.open(tree.nodes().keySet(), nodes, crew);
    if (!connections.silent().isEmpty()) {
      String why = String.join("\n", connections.silent().values());
      close();
      throw new NodeException(why);
    }
  }

  /** What would be done, as far as it can be told now; changes nothing. */
  public Course course() {
    World world = survey.look(connections.byHost());
    return Course.of(survey.ordered(world, connections.byHost()));
  }

  /**
   * Does it.
   *
   * @param what is done, for the journals
   */
  public RunResult operate(Journal journal, Holder holder, Terms terms, String what) {
    Means means = new Means(crew, waiting, journal, nodes);
    Operating operating = new Operating(tree, survey, means);
    return operating.run(connections.byHost(), holder, terms, what);
  }

  @Override
  public void close() {
    connections.close();
    crew.close();
  }
}
