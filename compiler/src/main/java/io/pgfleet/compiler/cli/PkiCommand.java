package io.pgfleet.compiler.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The sub-commands on certificates. */
@Command(
    name = "pki",
    headerHeading =
        "@|bold Examples:|@%n"
            + "  compile pki status --env prod                  what is missing, due or over%n"
            + "  compile pki status --until 2030-01-01          what breaks by then%n"
            + "  compile pki issue --env prod                   make what is missing or doesn't fit%n"
            + "  compile pki issue --cn dbuser_ann --to ~/keys  a certificate for a person%n"
            + "  compile pki renew --env prod                   issue again what is due%n"
            + "  compile pki rotate-ca --env prod               exchange the authority, in 3 phases%n"
            + "%n",
    description =
        "Looks after certificates in inventories/<env>/pki/; their keys are among the secrets.%n",
    subcommands = {
      PkiStatusCommand.class,
      PkiIssueCommand.class,
      PkiRenewCommand.class,
      PkiRotateCommand.class,
      PkiImportCommand.class
    },
    usageHelpWidth = 100,
    mixinStandardHelpOptions = true)
final class PkiCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new UsageException(
        "say what to do with certificates: "
            + String.join(", ", new CommandLine(spec).getSubcommands().keySet()));
  }
}
