package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.Workspace;
import io.pgfleet.compiler.git.Checkout;
import io.pgfleet.compiler.review.BlastRadius;
import io.pgfleet.compiler.review.Markdown;
import io.pgfleet.compiler.review.PlainReport;
import io.pgfleet.compiler.tree.TreeReader;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what the difference between a commit and the published tree touches. */
@Command(
    name = "diff",
    headerHeading =
        "@|bold Examples:|@%n"
            + "  compile diff --env prod                               against HEAD%n"
            + "  compile diff --env prod --from main --format markdown   for a pull request%n"
            + "%n",
    description = "Explains a change: hosts, files, restarts, reloads and steps.%n",
    usageHelpWidth = 100,
    mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {

  /** How the difference is printed. */
  enum Format {
    text,
    markdown
  }

  @Option(names = "--env", paramLabel = "E", description = "The environment.")
  private String environment;

  @Option(
      names = "--from",
      paramLabel = "REVISION",
      description = "The commit to compare with (default: HEAD).")
  private String from = "HEAD";

  @Option(names = "--format", paramLabel = "text|markdown", description = "How to print it.")
  private Format format = Format.text;

  @Mixin private Folders folders;

  @Override
  public Integer call() {
    Workspace workspace = folders.workspace();
    String name = Folders.environment(workspace, environment);
    Path folder = workspace.out().resolve(name);
    SortedMap<String, byte[]> now = TreeReader.read(folder).files();
    try (Checkout checkout = Checkout.around(folder)) {
      SortedMap<String, byte[]> before =
          from.equals("HEAD") ? checkout.readHead(folder) : checkout.read(from, folder);
      BlastRadius radius = BlastRadius.between(before, now);
      System.out.print(
          format == Format.text ? PlainReport.of(name, radius) : Markdown.of(name, radius));
    }
    return Exit.DONE;
  }
}
