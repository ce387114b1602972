package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.Workspace;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Options that say which environments are meant: one, or all. */
final class Environments {

  /** One environment or all. */
  static final class Which {
    @Option(
        names = "--env",
        paramLabel = "E",
        description = "The environment (default: the only one that there is).")
    private String environment;

    @Option(names = "--all", description = "Every environment.")
    private boolean all;
  }

  @ArgGroup private Which which = new Which();

  /** The names of those that are meant; at least one. */
  List<String> names(Workspace workspace) {
    if (!which.all) {
      return List.of(Folders.environment(workspace, which.environment));
    }
    List<String> names = Folders.environments(workspace);
    if (names.isEmpty()) {
      throw new UsageException(
          "no environment in " + workspace.inventories() + " has an inventory");
    }
    return names;
  }
}
