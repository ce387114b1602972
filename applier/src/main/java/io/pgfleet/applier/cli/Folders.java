package io.pgfleet.applier.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which environment, and where its tree and its inventory are. */
final class Folders {
  @Option(names = "--env", paramLabel = "ENV", description = "environment, such as sandbox")
  private String environment;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "folder of compiled trees (default: out in the checkout)")
  private Path out;

  @Option(
      names = "--inventories",
      paramLabel = "DIR",
      description = "folder of inventories (default: inventories in the checkout)")
  private Path inventories;

  /** Asked for here: a required option of the command would be required of its subcommands. */
  String environment() {
    if (environment == null) {
      throw new Refusal(
          ExitCode.USAGE, "missing required option '--env=ENV'; 'apply --help' shows examples");
    }
    return environment;
  }

  /** The environment's compiled tree. */
  Path tree() {
    return (out == null ? root().resolve("out") : out).resolve(environment());
  }

  /** The environment's inventory folder. */
  Path inventory() {
    return (inventories == null ? root().resolve("inventories") : inventories)
        .resolve(environment());
  }

  /** The checkout; its launcher says where it is. */
  private static Path root() {
    return Path.of(System.getProperty("pgfleet.root", "."));
  }
}
