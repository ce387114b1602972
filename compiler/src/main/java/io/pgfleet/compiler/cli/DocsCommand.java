package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.Compiler;
import io.pgfleet.compiler.schema.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the reference of all parameters. */
@Command(
    name = "docs",
    headerHeading =
        "@|bold Examples:|@%n"
            + "  compile docs                          all parameters, as Markdown%n"
            + "  compile docs --to PARAMETERS.md       the same into a file%n"
            + "%n",
    description = "Writes the reference of all parameters as Markdown, from the schema.%n",
    usageHelpWidth = 100,
    mixinStandardHelpOptions = true)
final class DocsCommand implements Callable<Integer> {
  @Mixin private Folders folders;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "The file to write (default: standard output).")
  private Path file;

  @Override
  public Integer call() {
    Vocabulary vocabulary =
        new Compiler(folders.workspace(), Version.number(), Clock.systemUTC()).vocabulary();
    String text =
        ParameterReference.of(
            vocabulary.parameters().keySet().stream().map(vocabulary::documentation).toList());
    if (file == null) {
      System.out.print(text);
      return Exit.DONE;
    }
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UsageException(
          "tried to write '" + file + "' but failed; name a file in a folder that is there");
    }
    return Exit.DONE;
  }
}
