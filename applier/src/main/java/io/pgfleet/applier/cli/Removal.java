package io.pgfleet.applier.cli;

import io.pgfleet.applier.Applier;
import io.pgfleet.applier.Reach;
import io.pgfleet.applier.activation.Terms;
import io.pgfleet.applier.activation.Waiting;
import io.pgfleet.applier.node.Nodes;
import io.pgfleet.applier.plan.NodeState;
import io.pgfleet.applier.plan.Plan;
import io.pgfleet.applier.plan.Selection;
import io.pgfleet.applier.secret.Secrets;
import io.pgfleet.applier.tree.PastHost;
import io.pgfleet.applier.tree.Tree;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes away what left a host although it holds data: units that the host remembers and the tree
 * does not know any more are stopped, and their files removed. Of a host that left the inventory,
 * that is all that it remembers. The data themselves stay.
 */
final class Removal {
  /** The name of this operation, which every tree has. */
  static final String NAME = "remove";

  private static final String LOST = "lost";

  private final Console console;
  private final Clock clock;
  private final Machines machines;
  private final Folders folders;
  private final Leavers leavers;

  Removal(Console console, Clock clock, Machines machines, Folders folders) {
    this.console = console;
    this.clock = clock;
    this.machines = machines;
    this.folders = folders;
    this.leavers = new Leavers(folders);
  }

  /**
   * Plans it, or does it.
   *
   * @param wish names one host
   * @param asking has the host's name confirmed; does nothing for a plan
   */
  ExitCode run(Tree tree, Wish wish, Output output, Secrets secrets, Asking asking) {
    boolean lost = lost(wish);
    Optional<PastHost> gone =
        Limit.knows(wish.target(), tree) ? Optional.empty() : leavers.last(wish.target());
    if (gone.isPresent()) {
      return lost
          ? forget(tree, gone.get(), asking)
          : free(tree, gone.get(), new Way(output, secrets, asking));
    }
    List<String> hosts = Limit.of(List.of(wish.target()), tree);
    if (hosts.size() != 1) {
      throw new Refusal(ExitCode.USAGE, "'" + wish.target() + "' is more than one host; name one");
    }
    if (lost) {
      throw new Refusal(
          ExitCode.REFUSED,
          "'" + wish.target() + "' is in the inventory; take it out, compile and commit first");
    }
    return take(tree, hosts.get(0), Selection.taking(), new Way(output, secrets, asking));
  }

  private record Way(Output output, Secrets secrets, Asking asking) {}

  private static boolean lost(Wish wish) {
    for (String argument : wish.given().keySet()) {
      if (!argument.equals(LOST)) {
        throw new Refusal(
            ExitCode.USAGE,
            "there is no argument of '" + NAME + "' '" + argument + "'; use --" + LOST);
      }
    }
    return wish.given().containsKey(LOST);
  }

  /** The machine is no more, so that there is nothing to do but to remember that. */
  private ExitCode forget(Tree tree, PastHost gone, Asking asking) {
    if (asking.planOnly()) {
      console.data(gone.host() + ": is remembered as lost; nobody connects to it\n");
      return ExitCode.CHANGES_PENDING;
    }
    asking.confirm().accept(gone.host());
    leavers.tookAway(gone, tree.environment(), console.user(), clock.instant());
    return ExitCode.DONE;
  }

  private ExitCode free(Tree tree, PastHost gone, Way way) {
    ExitCode code = take(tree.leaving(gone), gone.host(), Selection.freeing(), way);
    if (code == ExitCode.DONE && !way.asking().planOnly()) {
      leavers.tookAway(gone, tree.environment(), console.user(), clock.instant());
    }
    return code;
  }

  private ExitCode take(Tree tree, String host, Selection selection, Way way) {
    try (Nodes nodes = machines.of(tree.connections(), folders.inventory());
        Applier applier =
            new Applier(tree, way.secrets()::resolve, nodes, Reach.of(List.of(host)), waiting())) {
      Applier.Planned planned = applier.plan(selection);
      Plan plan = planned.plan();
      refuseForeign(planned.world().nodes().get(host), tree);
      if (way.asking().planOnly()) {
        console.data(way.output().report().of(plan));
        return plan.hasWork() ? ExitCode.CHANGES_PENDING : ExitCode.DONE;
      }
      console.talk().print(Output.text.report().of(plan));
      way.asking().confirm().accept(host);
      Terms terms = new Terms(() -> false, selection, 0, "", world -> {});
      Execution execution = new Execution(console, clock, way.output(), way.secrets());
      return ExitCode.of(execution.run(applier, plan, terms, folders.tree()));
    }
  }

  private Waiting waiting() {
    return Waiting.real(clock);
  }

  /** A host that left and works for others now is none of ours. */
  private static void refuseForeign(NodeState state, Tree tree) {
    String owner = state.recorded().standing().environment();
    if (!owner.isEmpty() && !owner.equals(tree.environment())) {
      throw new Refusal(
          ExitCode.REFUSED,
          state.host()
              + " belongs to environment '"
              + owner
              + "' now; if it left this one, use --"
              + LOST);
    }
  }

  /**
   * How people are asked.
   *
   * @param confirm refuses unless the name of what is destroyed was typed
   */
  record Asking(boolean planOnly, Consumer<String> confirm) {}
}
