package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.Compiler;
import io.pgfleet.compiler.Workspace;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.InvalidInventoryException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what is wrong with an inventory; renders and writes nothing. */
@Command(
    name = "validate",
    headerHeading =
        "@|bold Examples:|@%n"
            + "  compile validate --env prod                is the inventory sound?%n"
            + "  compile validate --all --output json       of every environment, for a program%n"
            + "  compile validate --all --output github     annotations of a pull request%n"
            + "%n",
    description = "Reads and checks an inventory with its facts; writes nothing.%n",
    usageHelpWidth = 100,
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the inventory is valid",
      "1:a bug of this program",
      "3:the inventory is not valid",
      "64:the command line is not valid"
    })
final class ValidateCommand implements Callable<Integer> {
  @Mixin private Environments environments;

  @Mixin private Folders folders;

  @Option(
      names = "--output",
      paramLabel = ReportFormat.LABEL,
      description = "How to print results; the last three are for code hosts.")
  private ReportFormat output = ReportFormat.text;

  @Override
  public Integer call() {
    Workspace workspace = folders.workspace();
    Verdict verdict = new Verdict(output, workspace, TextReport.Verb.VALIDATED);
    environments.names(workspace).forEach(name -> verdict.add(validate(workspace, name)));
    return verdict.exitCode();
  }

  private static EnvironmentResult validate(Workspace workspace, String name) {
    Diagnostics diagnostics = new Diagnostics();
    try {
      new Compiler(workspace, Version.number(), Clock.systemUTC()).validate(name, diagnostics);
      return EnvironmentResult.valid(name, diagnostics.sorted());
    } catch (InvalidInventoryException e) {
      return EnvironmentResult.invalid(name, e.diagnostics());
    }
  }
}
