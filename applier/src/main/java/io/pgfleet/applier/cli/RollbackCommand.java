package io.pgfleet.applier.cli;

import io.pgfleet.applier.Applier;
import io.pgfleet.applier.Previous;
import io.pgfleet.applier.Reach;
import io.pgfleet.applier.activation.Terms;
import io.pgfleet.applier.activation.Waiting;
import io.pgfleet.applier.node.Nodes;
import io.pgfleet.applier.plan.Selection;
import io.pgfleet.applier.secret.Secrets;
import io.pgfleet.applier.tree.Tree;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the machines equal to the commit that was applied before. */
@Command(
    name = "rollback",
    headerHeading =
        "Examples:%n"
            + "  apply rollback --env prod --plan          show what going back would change%n"
            + "  apply rollback --env prod                 go back to the commit before%n%n",
    description = {
      "Makes the machines equal to the commit that they were at before.",
      "It is read from git; after a run that stopped half way, it is the one that it started from.",
      "The steps, gates and exit codes are those of apply. What must not be undone, such as data,",
      "stays."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class RollbackCommand implements Callable<Integer> {
  @Mixin private Folders folders;

  @Mixin private Opening opening;

  @Option(names = "--to", paramLabel = "COMMIT", description = "to this commit instead")
  private String commit = "";

  @Mixin private Manner manner;

  @Option(
      names = "--yes",
      description = "do not ask before overwriting what was changed on the machines")
  private boolean yes;

  @Mixin private Timing timing;

  private final Console console;
  private final Machines machines;
  private final Clock clock;

  RollbackCommand(Console console, Machines machines, Clock clock) {
    this.console = console;
    this.machines = machines;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    String target = commit.isEmpty() ? previous(opening.secrets(folders, console)) : commit;
    Tree tree = Tree.read(folders.tree(), target);
    Secrets secrets = opening.secrets(folders, console, tree.commit());
    console.say("notice: going back to commit " + tree.commit().text());
    try (Nodes nodes = machines.of(tree.connections(), folders.inventory());
        Applier applier = applier(tree, secrets, nodes)) {
      Applier.Planned planned = applier.plan(Selection.all());
      if (manner.isPlan()) {
        console.data(manner.output().report().of(planned.plan()));
        return (planned.plan().hasWork() ? ExitCode.CHANGES_PENDING : ExitCode.DONE).number();
      }
      Execution execution = new Execution(console, clock, manner.output(), secrets);
      if (planned.plan().isDue()) {
        timing.require(folders, clock, console);
        execution.consent(planned.plan(), yes);
      }
      return ExitCode.of(
              execution.run(applier, planned.plan(), Terms.whole(() -> false), folders.tree()))
          .number();
    }
  }

  private String previous(Secrets secrets) {
    Tree tree = Tree.read(folders.tree());
    try (Nodes nodes = machines.of(tree.connections(), folders.inventory());
        Applier applier = applier(tree, secrets, nodes)) {
      Previous previous = new Previous(applier.plan(Selection.all()).world());
      return previous
          .commit()
          .orElseThrow(() -> new Refusal(ExitCode.REFUSED, previous.objection()));
    }
  }

  private Applier applier(Tree tree, Secrets secrets, Nodes nodes) {
    return new Applier(tree, secrets::resolve, nodes, Reach.of(List.of()), Waiting.real(clock));
  }
}
