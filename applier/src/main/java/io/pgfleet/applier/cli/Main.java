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
import java.util.List;
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
    return run(SubCommands.namedBy(arguments), arguments);
  }

  /** What is wrong with a command line is only known once every sub-command is. */
  private int run(List<SubCommands> subCommands, String... arguments) {
    List<SubCommands> all = List.of(SubCommands.values());
    return SubCommands.commandLine(subCommands, new SubCommands.Tools(console, machines, clock))
        .setOut(console.writer())
        .setUsageHelpWidth(HELP_WIDTH)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(
            (failure, words) -> subCommands.equals(all) ? usage(failure) : run(all, arguments))
        .setExecutionExceptionHandler((failure, line, parsed) -> failed(failure))
        .execute(arguments);
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
