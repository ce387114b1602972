package io.pgfleet.compiler.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/**
 * The program's sub-commands by name. To build all of them takes longer than many a run, so a
 * command line gets those that its words name.
 */
enum SubCommands {
  VALIDATE("validate", ValidateCommand.class),
  EXPLAIN("explain", ExplainCommand.class),
  DIFF("diff", DiffCommand.class),
  DOCS("docs", DocsCommand.class),
  MIGRATION("migration", MigrationCommand.class),
  PKI("pki", PkiCommand.class),
  SECRETS("secrets", SecretsCommand.class);

  private final String word;
  private final Class<?> command;

  SubCommands(String word, Class<?> command) {
    this.word = word;
    this.command = command;
  }

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
  static CommandLine commandLine(List<SubCommands> subCommands) {
    CommandLine line = new CommandLine(new CompileCommand());
    subCommands.forEach(one -> line.addSubcommand(one.word, one.command));
    return line.setCaseInsensitiveEnumValuesAllowed(true);
  }
}
