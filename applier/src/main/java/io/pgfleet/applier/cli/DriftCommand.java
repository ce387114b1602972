package io.pgfleet.applier.cli;

import io.pgfleet.applier.Applier;
import io.pgfleet.applier.Reach;
import io.pgfleet.applier.activation.Waiting;
import io.pgfleet.applier.node.Nodes;
import io.pgfleet.applier.report.DriftReport;
import io.pgfleet.applier.secret.Secrets;
import io.pgfleet.applier.tree.Tree;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reports what somebody else changed on the machines; changes nothing. */
@Command(
    name = "drift",
    headerHeading =
        "Examples:%n"
            + "  apply drift --env prod                        what is not as it was left%n"
            + "  apply drift --env prod --output prometheus    for a cron job and a textfile collector"
            + "%n%n",
    description = {
      "Compares machines with what the last run left there; changes nothing.",
      "Files edited or deleted, foreign files in folders of ours below /etc, units, package",
      "versions, and documents that services hold; with when, and who where the machine can tell.",
      "Exit code 2 if anything was found, 6 if nothing was found but a host did not answer."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class DriftCommand implements Callable<Integer> {

  /** For whom the findings are. */
  enum Form {
    text,
    json,
    prometheus
  }

  @Mixin private Folders folders;

  @Mixin private Opening opening;

  @Mixin private Hosts hosts;

  @Option(
      names = "--output",
      paramLabel = "text|json|prometheus",
      defaultValue = "text",
      description = "form of the findings on standard output")
  private Form form;

  private final Console console;
  private final Machines machines;
  private final Clock clock;

  DriftCommand(Console console, Machines machines, Clock clock) {
    this.console = console;
    this.machines = machines;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Tree tree = Tree.read(folders.tree());
    Secrets secrets = opening.secrets(folders, console);
    Reach reach = Reach.of(hosts.of(tree)).tolerating(Integer.MAX_VALUE);
    try (Nodes nodes = machines.of(tree.connections(), folders.inventory());
        Applier applier = new Applier(tree, secrets::resolve, nodes, reach, Waiting.real(clock))) {
      Applier.Drifted drifted = applier.drift();
      DriftReport report =
          new DriftReport(
              tree.environment(), drifted.hosts(), applier.unreached(), drifted.findings());
      console.data(shown(report));
      if (!drifted.findings().isEmpty()) {
        return ExitCode.CHANGES_PENDING.number();
      }
      return (applier.unreached().isEmpty() ? ExitCode.DONE : ExitCode.FAILED).number();
    }
  }

  private String shown(DriftReport report) {
    return switch (form) {
      case text -> report.text();
      case json -> report.json();
      case prometheus -> report.prometheus();
    };
  }
}
