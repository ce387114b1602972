package io.pgfleet.applier.cli;

import io.pgfleet.applier.Applier;
import io.pgfleet.applier.Expiring;
import io.pgfleet.applier.Fence;
import io.pgfleet.applier.activation.Terms;
import io.pgfleet.applier.activation.Waiting;
import io.pgfleet.applier.journal.Journal;
import io.pgfleet.applier.journal.RunFile;
import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.node.Holder;
import io.pgfleet.applier.node.Nodes;
import io.pgfleet.applier.plan.Plan;
import io.pgfleet.applier.report.ProgressLines;
import io.pgfleet.applier.secret.Secrets;
import io.pgfleet.applier.tree.Checkout;
import io.pgfleet.applier.tree.Tree;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the machines of an environment equal to its compiled tree. */
@Command(
    name = "apply",
    header = {
      "Examples:",
      "  apply --env sandbox                       make all machines equal to out/sandbox",
      "  apply --env sandbox --plan                show what would change and why; change nothing",
      "  apply --env sandbox --limit pg-test-2     only this node",
      "  apply --env sandbox --output json         the result as a JSON document",
      ""
    },
    description = "Makes machines equal to a compiled tree and proves that they work.",
    footer = {
      "",
      "Exit codes: 0 done or nothing to do; 2 changes pending (--plan); 3 invalid tree; 4 refused;",
      "5 rolled back; 6 some hosts failed; 7 locked; 8 not a descendant of the applied commit;",
      "64 usage; 130 interrupted."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class ApplyCommand implements Callable<Integer> {
  @Mixin private Folders folders;

  @Option(names = "--plan", description = "only show what a run would do; exit code 2 if anything")
  private boolean planOnly;

  @Option(
      names = "--limit",
      split = ",",
      paramLabel = "HOST",
      description = "only these hosts or nodes, separated by commas")
  private List<String> limit = List.of();

  @Option(
      names = "--output",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "form of the result on standard output")
  private Output output;

  @Option(
      names = "--yes",
      description = "do not ask before overwriting what was changed on the machines")
  private boolean yes;

  @Option(
      names = "--force",
      description = "apply a commit that does not descend from the applied one")
  private boolean force;

  @Option(names = "--allow-dirty", description = "apply a tree that is not committed")
  private boolean allowDirty;

  private final Console console;
  private final Machines machines;
  private final Clock clock;

  ApplyCommand(Console console, Machines machines, Clock clock) {
    this.console = console;
    this.machines = machines;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Instant begun = clock.instant();
    Tree tree = Tree.read(folders.tree());
    Secrets secrets = Secrets.read(folders.inventory());
    refuseDirty(tree);
    List<String> hosts = Limit.of(limit, tree);
    refuseExpired(new Expiring(tree, hosts, begun));
    try (Nodes nodes = machines.of(tree.connections(), folders.inventory());
        Applier applier = new Applier(tree, secrets::resolve, nodes, hosts, Waiting.real(clock))) {
      Applier.Planned planned = applier.plan();
      refuseHistory(tree, planned);
      if (planOnly) {
        console.data(output.report().of(planned.plan()));
        return (planned.plan().hasWork() ? ExitCode.CHANGES_PENDING : ExitCode.DONE).number();
      }
      return run(applier, planned.plan(), secrets, begun).number();
    }
  }

  private ExitCode run(Applier applier, Plan plan, Secrets secrets, Instant begun) {
    if (!plan.hasWork() && plan.adoptions() == 0) {
      RunResult nothing = RunResult.nothing(Duration.between(begun, clock.instant()));
      console.data(output.report().of(plan, nothing));
      return ExitCode.DONE;
    }
    if (!plan.drift().isEmpty() && !yes && !console.agrees(output.report().of(plan))) {
      throw new Refusal(ExitCode.REFUSED, "nothing was changed; use --yes to overwrite");
    }
    String run = RunIds.next(begun);
    Interrupts interrupts = new Interrupts(console);
    interrupts.listen();
    Journal journal =
        new Journal(
            run,
            clock,
            secrets::masked,
            List.of(
                new RunFile(console.state().resolve(plan.environment()).resolve("runs"), run),
                new ProgressLines(console.talk(), begun)));
    RunResult result =
        applier.apply(
            journal,
            new Holder(run, console.user(), plan.commit()),
            Terms.whole(interrupts::asked));
    console.data(output.report().of(plan, result));
    return code(result);
  }

  private static ExitCode code(RunResult result) {
    return switch (result.status()) {
      case DONE -> ExitCode.DONE;
      case ROLLED_BACK -> ExitCode.ROLLED_BACK;
      case FAILED -> ExitCode.FAILED;
      case INTERRUPTED -> ExitCode.INTERRUPTED;
    };
  }

  private void refuseDirty(Tree tree) {
    if (!tree.commit().dirty()) {
      return;
    }
    if (!planOnly && !allowDirty && !Environment.read(folders.inventory()).demo()) {
      throw new Refusal(
          ExitCode.REFUSED, folders.tree() + " is not committed; commit it, or use --allow-dirty");
    }
    console.say("notice: " + folders.tree() + " is not committed");
  }

  private void refuseExpired(Expiring expiring) {
    expiring.soon().forEach(one -> console.say("warning: expires soon: " + one));
    List<String> over = expiring.over();
    if (!over.isEmpty() && !planOnly) {
      throw new Refusal(
          ExitCode.REFUSED,
          "expired: " + String.join("\nexpired: ", over) + "\nrenew them, and compile again");
    }
    over.forEach(one -> console.say("warning: expired: " + one));
  }

  private void refuseHistory(Tree tree, Applier.Planned planned) {
    try (Checkout checkout = Checkout.around(folders.tree())) {
      List<String> objections = new Fence(tree, checkout::descends).objections(planned.world());
      if (!objections.isEmpty() && !force && !planOnly) {
        throw new Refusal(ExitCode.STALE, String.join("\n", objections));
      }
      objections.forEach(console::say);
    }
  }
}
