package io.pgfleet.applier.cli;

import io.pgfleet.applier.Operator;
import io.pgfleet.applier.activation.Waiting;
import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.node.Nodes;
import io.pgfleet.applier.plan.Course;
import io.pgfleet.applier.report.OperationReport;
import io.pgfleet.applier.secret.Secrets;
import io.pgfleet.applier.tree.Tree;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Does one of the things that a plain run never does. */
@Command(
    name = "run",
    headerHeading =
        "Examples:%n"
            + "  apply run --list --env prod                         what can be asked for%n"
            + "  apply run --env prod switchover pg-test             give the lead away%n"
            + "  apply run --env prod restart pg-test --plan         show what it would do%n"
            + "  apply run --env prod remove 10.10.10.13             take away what left that host%n"
            + "  apply run --env prod remove 10.10.10.13 --lost      it left and is no more%n"
            + "  apply run --env prod restore pg-test --time '2030-01-31 14:05:00+00' --yes pg-test"
            + "%n%n",
    description = {
      "Carries out an operation of the compiled tree, such as a restart; --list names them.",
      "An operation is guarded and about one target. Its own arguments are given as --NAME VALUE.",
      "It holds the machines and keeps a journal like a run does; Ctrl-C finishes the running step."
    },
    footer = {
      "",
      "Exit codes: 0 done or nothing to do; 2 it would do something (--plan); 3 invalid tree;",
      "4 refused by a safeguard, a freeze or no window, or not confirmed; 5 taken back; 6 failed; 7 locked; 64 usage;",
      "130 interrupted."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class RunCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "NAME TARGET",
      description = "what to do, and to what; then arguments such as --to pg-test-2")
  private List<String> words = new ArrayList<>();

  @Mixin private Folders folders;

  @Mixin private Opening opening;

  @Mixin private Timing timing;

  @Mixin private Manner manner;

  @Option(names = "--list", description = "show every operation, its targets and its arguments")
  private boolean list;

  @Option(
      names = "--arg",
      paramLabel = "NAME=VALUE",
      description = "an argument, for values that look like options")
  private List<String> pairs = new ArrayList<>();

  @Option(
      names = "--yes",
      paramLabel = "TARGET",
      description = "the target's name once more, where an operation asks for it")
  private String confirmed = "";

  @Option(names = "--allow-dirty", description = "use a tree that is not committed")
  private boolean allowDirty;

  private final Console console;
  private final Machines machines;
  private final Clock clock;

  RunCommand(Console console, Machines machines, Clock clock) {
    this.console = console;
    this.machines = machines;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Tree tree = Tree.read(folders.tree());
    OperationReport report = new OperationReport(manner.output() == Output.text);
    if (list) {
      console.data(report.list(tree.environment(), tree.operations()));
      return ExitCode.DONE.number();
    }
    Wish wish = Wish.of(words, pairs);
    if (!manner.isPlan()) {
      timing.require(folders, clock, console);
    }
    if (wish.name().equals(Removal.NAME) && !tree.operations().containsKey(Removal.NAME)) {
      new Checks(console, folders, manner.isPlan()).committed(tree, allowDirty);
      Removal removal = new Removal(console, clock, machines, folders);
      Removal.Asking asking = new Removal.Asking(manner.isPlan(), this::confirm);
      return removal
          .run(tree, wish, manner.output(), opening.secrets(folders, console), asking)
          .number();
    }
    Request request = Request.of(wish, tree);
    new Checks(console, folders, manner.isPlan()).committed(tree, allowDirty);
    return run(tree, request, report).number();
  }

  private ExitCode run(Tree tree, Request request, OperationReport report) {
    Secrets secrets = opening.secrets(folders, console);
    if (!manner.isPlan()) {
      refuseGuarded(request);
    }
    Tree part = tree.doing(request.hosts(), request.steps());
    try (Nodes nodes = machines.of(part.connections(), folders.inventory());
        Operator operator = new Operator(part, secrets::resolve, nodes, Waiting.real(clock))) {
      Course course = operator.course();
      if (manner.isPlan()) {
        return plan(request, course, report);
      }
      console
          .talk()
          .print(new OperationReport(true).plan(request.operation(), course, request.shown()));
      confirm(request);
      Execution execution = new Execution(console, clock, manner.output(), secrets);
      RunResult result =
          execution.operate(operator, request, tree.environment(), tree.commit().text());
      console.data(report.of(request.shown(), course, result));
      return ExitCode.of(result.status());
    }
  }

  private ExitCode plan(Request request, Course course, OperationReport report) {
    console.data(report.plan(request.operation(), course, request.shown()));
    request.safeguard().ifPresent(guard -> console.say("warning: " + forbidden(request)));
    return course.hasWork() ? ExitCode.CHANGES_PENDING : ExitCode.DONE;
  }

  private static void refuseGuarded(Request request) {
    if (request.safeguard().isPresent()) {
      throw new Refusal(ExitCode.REFUSED, forbidden(request));
    }
  }

  private static String forbidden(Request request) {
    String parameter = request.safeguard().orElseThrow().parameter();
    return "'"
        + request.operation().name()
        + "' is forbidden for "
        + request.target()
        + ": "
        + parameter
        + " is true; set it to false in the inventory, compile and commit";
  }

  private void confirm(Request request) {
    if (request.operation().confirm()) {
      confirm(request.target());
    }
  }

  /** Asks for the name of what is destroyed. */
  private void confirm(String target) {
    if (confirmed.equals(target)) {
      return;
    }
    if (!confirmed.isEmpty()) {
      throw new Refusal(
          ExitCode.REFUSED, "--yes says '" + confirmed + "', but the target is '" + target + "'");
    }
    if (!console.asks("type '" + target + "' to go on: ").equals(target)) {
      throw new Refusal(ExitCode.REFUSED, "nothing was done; confirm it by --yes " + target);
    }
  }
}
