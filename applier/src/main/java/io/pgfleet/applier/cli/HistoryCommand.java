package io.pgfleet.applier.cli;

import io.pgfleet.applier.journal.History;
import io.pgfleet.applier.journal.PastRun;
import io.pgfleet.applier.node.Node;
import io.pgfleet.applier.node.NodeException;
import io.pgfleet.applier.node.Nodes;
import io.pgfleet.applier.report.HistoryReport;
import io.pgfleet.applier.tree.Connection;
import io.pgfleet.applier.tree.RunNotes;
import io.pgfleet.applier.tree.Tree;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what was applied: when, by whom, where, with what result. */
@Command(
    name = "history",
    headerHeading =
        "Examples:%n"
            + "  apply history --env prod                  the latest runs, the newest first%n"
            + "  apply history --env prod --output json    as a JSON document%n%n",
    description = {
      "Shows runs: commit, who, when, hosts, steps with their times, and the result.",
      "They come from git notes (refs/notes/pgfleet) and from the journals on the machines."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class HistoryCommand implements Callable<Integer> {
  @Mixin private Folders folders;

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "10",
      description = "how many runs (default: ${DEFAULT-VALUE})")
  private int last;

  @Option(
      names = "--output",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "form of the history on standard output")
  private Output output;

  private final Console console;
  private final Machines machines;

  HistoryCommand(Console console, Machines machines) {
    this.console = console;
    this.machines = machines;
  }

  @Override
  public Integer call() {
    History history = new History(folders.environment());
    new RunNotes(folders.tree()).lines().forEach(line -> history.note(line.text()));
    SortedMap<String, Connection> connections = Tree.connections(folders.tree());
    try (Nodes nodes = machines.of(connections, folders.inventory())) {
      connections.keySet().forEach(host -> ask(nodes, host, history));
    }
    List<PastRun> runs = history.latest(last);
    console.data(
        output == Output.text
            ? HistoryReport.text(runs)
            : HistoryReport.json(folders.environment(), runs));
    return ExitCode.DONE.number();
  }

  private void ask(Nodes nodes, String host, History history) {
    try (Node node = nodes.open(host)) {
      history.journal(node.journals(last));
    } catch (NodeException silent) {
      console.say("notice: " + silent.getMessage() + "; its journal is left out");
    }
  }
}
