package io.pgfleet.applier.cli;

import io.pgfleet.applier.Applier;
import io.pgfleet.applier.Reach;
import io.pgfleet.applier.activation.Terms;
import io.pgfleet.applier.activation.Waiting;
import io.pgfleet.applier.node.Nodes;
import io.pgfleet.applier.plan.Plan;
import io.pgfleet.applier.plan.Selection;
import io.pgfleet.applier.secret.Secrets;
import io.pgfleet.applier.tree.Tree;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes away what left a host although it holds data: units that the host remembers and the tree
 * does not know any more are stopped, and their files removed. The data themselves stay.
 */
final class Removal {
  /** The name of this operation, which every tree has. */
  static final String NAME = "remove";

  private final Console console;
  private final Clock clock;
  private final Machines machines;
  private final Folders folders;

  Removal(Console console, Clock clock, Machines machines, Folders folders) {
    this.console = console;
    this.clock = clock;
    this.machines = machines;
    this.folders = folders;
  }

  /**
   * Plans it, or does it.
   *
   * @param wish names one host
   * @param asking has the host's name confirmed; does nothing for a plan
   */
  ExitCode run(Tree tree, Wish wish, Output output, Secrets secrets, Asking asking) {
    List<String> hosts = Limit.of(List.of(wish.target()), tree);
    if (hosts.size() != 1) {
      throw new Refusal(ExitCode.USAGE, "'" + wish.target() + "' is more than one host; name one");
    }
    try (Nodes nodes = machines.of(tree.connections(), folders.inventory());
        Applier applier =
            new Applier(tree, secrets::resolve, nodes, Reach.of(hosts), Waiting.real(clock))) {
      Plan plan = applier.plan(Selection.taking()).plan();
      if (asking.planOnly()) {
        console.data(output.report().of(plan));
        return plan.hasWork() ? ExitCode.CHANGES_PENDING : ExitCode.DONE;
      }
      console.talk().print(Output.text.report().of(plan));
      asking.confirm().accept(wish.target());
      Terms terms = new Terms(() -> false, Selection.taking(), 0, "", world -> {});
      Execution execution = new Execution(console, clock, output, secrets);
      return ExitCode.of(execution.run(applier, plan, terms, folders.tree()));
    }
  }

  /**
   * How people are asked.
   *
   * @param confirm refuses unless the name of what is destroyed was typed
   */
  record Asking(boolean planOnly, Consumer<String> confirm) {}
}
