package io.pgfleet.applier.cli;

import io.pgfleet.applier.node.LockedException;
import io.pgfleet.applier.node.NodeException;
import io.pgfleet.applier.node.SshNodes;
import io.pgfleet.applier.node.SshSettings;
import io.pgfleet.applier.plan.PlanException;
import io.pgfleet.applier.secret.SecretException;
import io.pgfleet.applier.tree.TreeException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Entry point of the applier. */
public final class Main {
  private static final int HELP_WIDTH = 100;

  private final Console console;
  private final Machines machines;
  private final Clock clock;

  Main(Console console, Machines machines) {
    this(console, machines, Clock.systemUTC());
  }

  Main(Console console, Machines machines, Clock clock) {
    this.console = console;
    this.machines = machines;
    this.clock = clock;
  }

  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    Console console = new Console(out, err, System.getenv());
    System.exit(
        new Main(
                console,
                (connections, inventory) -> new SshNodes(connections, SshSettings.read(inventory)))
            .run(arguments));
  }

  /** Tells the exit code. */
  int run(String... arguments) {
    CommandLine command =
        new CommandLine(new ApplyCommand(console, machines, clock))
            .addSubcommand(operations())
            .addSubcommand(new FactsCommand(console, machines))
            .addSubcommand(new StageCommand(console))
            .addSubcommand(new DriftCommand(console, machines, clock))
            .addSubcommand(new HistoryCommand(console, machines))
            .addSubcommand(new RollbackCommand(console, machines, clock))
            .setOut(console.writer())
            .setUsageHelpWidth(HELP_WIDTH)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler((failure, words) -> usage(failure))
            .setExecutionExceptionHandler((failure, line, parsed) -> failed(failure));
    return command.execute(arguments);
  }

  /** An operation's own arguments are not known to the parser. */
  private CommandLine operations() {
    return new CommandLine(new RunCommand(console, machines, clock))
        .setUnmatchedOptionsArePositionalParams(true);
  }

  private int usage(ParameterException failure) {
    console.say("error: " + failure.getMessage() + "; 'apply --help' shows examples");
    return ExitCode.USAGE.number();
  }

  private int failed(Exception failure) {
    ExitCode code = code(failure);
    String message = failure.getMessage();
    if (code == ExitCode.BUG) {
      message = failure + "; this is a bug in this program, please report it";
      console.trace(failure);
    }
    for (String line : String.valueOf(message).split("\n")) {
      console.say("error: " + line);
    }
    return code.number();
  }

  private static ExitCode code(Exception failure) {
    if (failure instanceof Refusal refusal) {
      return refusal.code();
    }
    if (failure instanceof LockedException) {
      return ExitCode.LOCKED;
    }
    if (failure instanceof NodeException || failure instanceof UncheckedIOException) {
      return ExitCode.FAILED;
    }
    boolean invalid =
        failure instanceof TreeException
            || failure instanceof SecretException
            || failure instanceof PlanException;
    return invalid ? ExitCode.INVALID : ExitCode.BUG;
  }
}
