package io.pgfleet.applier.cli;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/**
 * The program's sub-commands by name. To build all of them takes longer than to look at a machine,
 * so a command line gets those that its words name.
 */
enum SubCommands {
  RUN("run"),
  FACTS("facts"),
  STAGE("stage"),
  DRIFT("drift"),
  HISTORY("history"),
  ROLLBACK("rollback");

  private final String word;

  SubCommands(String word) {
    this.word = word;
  }

  /** What commands work with. */
  record Tools(Console console, Machines machines, Clock clock) {}

  /** The sub-commands that those words name; all of them where help is asked for and none is. */
  static List<SubCommands> namedBy(String... words) {
    List<String> given = Arrays.asList(words);
    List<SubCommands> named = new ArrayList<>();
    for (SubCommands one : values()) {
      if (given.contains(one.word)) {
        named.add(one);
      }
    }
    boolean help = given.contains("--help") || given.contains("-h");
    return named.isEmpty() && help ? List.of(values()) : named;
  }

  /** The program's command line with these. */
  static CommandLine commandLine(List<SubCommands> subCommands, Tools tools) {
    ApplyCommand apply = new ApplyCommand(tools.console(), tools.machines(), tools.clock());
    CommandLine line = new CommandLine(apply);
    subCommands.forEach(one -> line.addSubcommand(one.command(tools)));
    return line;
  }

  private Object command(Tools tools) {
    Console console = tools.console();
    Machines machines = tools.machines();
    Clock clock = tools.clock();
    return switch (this) {
      case RUN ->
          // an operation's own arguments are not known to the parser
          new CommandLine(new RunCommand(console, machines, clock))
              .setUnmatchedOptionsArePositionalParams(true);
      case FACTS -> new FactsCommand(console, machines);
      case STAGE -> new StageCommand(console);
      case DRIFT -> new DriftCommand(console, machines, clock);
      case HISTORY -> new HistoryCommand(console, machines);
      case ROLLBACK -> new RollbackCommand(console, machines, clock);
    };
  }
}
