package io.pgfleet.applier.cli;

import io.pgfleet.applier.Applier;
import io.pgfleet.applier.Reach;
import io.pgfleet.applier.activation.Terms;
import io.pgfleet.applier.activation.Waiting;
import io.pgfleet.applier.node.LocalNodes;
import io.pgfleet.applier.node.Nodes;
import io.pgfleet.applier.plan.Selection;
import io.pgfleet.applier.plan.World;
import io.pgfleet.applier.report.SavedPlan;
import io.pgfleet.applier.secret.Secrets;
import io.pgfleet.applier.tree.Tree;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
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
      "  apply --env sandbox --limit pg-test       only the machines of this group, or one by name",
      "  apply --env prod --canary pg-test-2       that machine first, the others if it is well",
      "  apply --env prod --plan --save FILE       keep the plan; then apply --plan-file FILE",
      "  apply --env prod --local                  on a node: only itself, without ssh",
      "  apply --env sandbox --output json         the result as a JSON document",
      ""
    },
    description = "Makes machines equal to a compiled tree and proves that they work.",
    footer = {
      "",
      "Exit codes: 0 done or nothing to do; 2 changes pending (--plan); 3 invalid tree; 4 refused;",
      "5 rolled back; 6 some hosts failed, or --plan found nothing to do but hosts that do not",
      "answer; 7 locked; 8 stale plan, or not a descendant of the applied commit; 64 usage;",
      "130 interrupted."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class ApplyCommand implements Callable<Integer> {
  @Mixin private Folders folders;

  @Mixin private Opening opening;

  @Mixin private Manner manner;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "with --plan: keep the plan for --plan-file")
  private Path save;

  @Option(
      names = "--plan-file",
      paramLabel = "FILE",
      description = "carry out a saved plan, if neither commit nor machines changed since")
  private Path planFile;

  @Mixin private Scope scope;

  @Mixin private Timing timing;

  @Mixin private Local local;

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
    Tree tree = Tree.read(folders.tree());
    Secrets secrets = opening.secrets(folders, console);
    Checks checks = new Checks(console, folders, manner.isPlan());
    checks.committed(tree, allowDirty);
    Optional<SavedPlan> saved = PlanFile.read(planFile, tree);
    List<String> hosts = saved.map(SavedPlan::hosts).orElseGet(() -> hosts(tree));
    checks.valid(tree, hosts, clock.instant());
    if (manner.isPlan()) {
      return plan(tree, secrets, hosts).number();
    }
    Execution execution = new Execution(console, clock, manner.output(), secrets);
    if (scope.hasCanary()) {
      ExitCode first = run(tree, scope.canaries(tree), Optional.empty(), execution);
      if (first != ExitCode.DONE) {
        return first.number();
      }
      console.say("notice: the canaries are well; the others follow");
    }
    return run(tree, hosts, saved, execution).number();
  }

  private List<String> hosts(Tree tree) {
    if (!local.isAsked()) {
      return scope.hosts(tree);
    }
    if (scope.isLimited()) {
      throw new Refusal(
          ExitCode.USAGE, "--local names one machine, --limit and --canary others; leave one out");
    }
    return List.of(local.host(tree));
  }

  private Selection selection(Tree tree) {
    Selection selection = scope.selection(tree);
    return local.isAsked() ? selection.alone(local.host(tree)) : selection;
  }

  private Nodes nodes(Tree tree) {
    return local.isAsked()
        ? new LocalNodes(local.host(tree), !System.getProperty("user.name").equals("root"))
        : machines.of(tree.connections(), folders.inventory());
  }

  private ExitCode plan(Tree tree, Secrets secrets, List<String> hosts) {
    Reach reach = scope.reach(hosts).tolerating(Integer.MAX_VALUE);
    try (Nodes nodes = nodes(tree);
        Applier applier = applier(tree, secrets, nodes, reach)) {
      Applier.Planned planned = new Leavers(folders).shownIn(applier.plan(selection(tree)), tree);
      check(tree, planned);
      if (planned.plan().hasWork()) {
        timing.warn(folders, planned.plan(), clock, console);
      }
      console.data(manner.output().report().of(planned.plan()));
      if (save != null) {
        Selection selection = selection(tree);
        PlanFile.write(save, SavedPlan.of(tree, planned.plan(), planned.world(), hosts, selection));
      }
      if (planned.plan().hasWork()) {
        return ExitCode.CHANGES_PENDING;
      }
      return applier.unreached().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  private ExitCode run(
      Tree tree, List<String> hosts, Optional<SavedPlan> saved, Execution execution) {
    try (Nodes nodes = nodes(tree);
        Applier applier = applier(tree, execution.secrets(), nodes, scope.reach(hosts))) {
      Selection selection = saved.map(SavedPlan::selection).orElseGet(() -> selection(tree));
      Applier.Planned planned = applier.plan(selection);
      check(tree, planned);
      saved.ifPresent(plan -> PlanFile.refuse(plan, planned));
      if (planned.plan().isDue()) {
        timing.require(folders, clock, console);
        execution.consent(planned.plan(), yes);
      }
      int failures = scope.failures() - applier.unreached().size();
      Consumer<World> look = world -> saved.ifPresent(plan -> PlanFile.refuse(plan, world));
      Terms terms = new Terms(() -> false, selection, failures, "", look);
      return ExitCode.of(execution.run(applier, planned.plan(), terms, folders.tree()));
    }
  }

  private Applier applier(Tree tree, Secrets secrets, Nodes nodes, Reach reach) {
    return new Applier(tree, secrets::resolve, nodes, reach, Waiting.real(clock));
  }

  private void check(Tree tree, Applier.Planned planned) {
    Checks checks = new Checks(console, folders, manner.isPlan());
    checks.forward(tree, planned, force);
    checks.whole(planned, force);
  }
}
