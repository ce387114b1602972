package io.pgfleet.compiler.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The sub-commands on sealed secrets. */
@Command(
    name = "secrets",
    headerHeading =
        "@|bold Examples:|@%n"
            + "  compile secrets seal --env prod --generate     take the secrets out of the inventory%n"
            + "  compile secrets list --env prod                what there is, and where it is used%n"
            + "  compile secrets set pg_admin_password --env prod < file%n"
            + "  compile secrets rotate pg_admin_password --env prod%n"
            + "%n",
    description =
        "Keeps secrets sealed in inventories/<env>/secrets.age, for the recipients of env.yml.%n",
    subcommands = {
      SecretsSealCommand.class,
      SecretsSetCommand.class,
      SecretsShowCommand.class,
      SecretsListCommand.class,
      SecretsRotateCommand.class,
      SecretsRekeyCommand.class,
      SecretsMergeCommand.class
    },
    usageHelpWidth = 100,
    mixinStandardHelpOptions = true)
final class SecretsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new UsageException(
        "say what to do with secrets: "
            + String.join(", ", new CommandLine(spec).getSubcommands().keySet()));
  }
}
