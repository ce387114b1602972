package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Options that say where inventories and trees are. */
final class Folders {
  private static final List<String> INVENTORIES =
      List.of("inventory.yml", "inventory.yaml", "hosts.yml", "hosts.yaml");

  @Option(
      names = "--inventories",
      paramLabel = "DIR",
      description =
          "Folder with one folder per environment (default: inventories/ of the checkout).")
  private Path inventories;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the compiled trees (default: out/ beside the inventories).")
  private Path out;

  Workspace workspace() {
    Path root = Root.find();
    Path from = inventories == null ? root.resolve("inventories") : inventories;
    if (!Files.isDirectory(from)) {
      throw new UsageException("'" + from + "' is no folder; name one with --inventories");
    }
    Path beside = from.toAbsolutePath().normalize().resolveSibling("out");
    return new Workspace(root, from, out == null ? beside : out);
  }

  /** Every environment that has an inventory, by name. */
  static List<String> environments(Workspace workspace) {
    try (Stream<Path> entries = Files.list(workspace.inventories())) {
      return entries
          .filter(one -> INVENTORIES.stream().anyMatch(name -> Files.exists(one.resolve(name))))
          .map(one -> one.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("tried to list " + workspace.inventories() + " but failed", e);
    }
  }

  /** The environment that was named, or the only one that there is. */
  static String environment(Workspace workspace, String named) {
    List<String> known = environments(workspace);
    if (named != null) {
      if (!named.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
        throw new UsageException(
            "'" + named + "' is no name of an environment; it is a folder's name");
      }
      if (!Files.isDirectory(workspace.inventories().resolve(named))) {
        throw new UsageException(
            "there is no environment '"
                + named
                + "' in "
                + workspace.inventories()
                + "; there is: "
                + (known.isEmpty() ? "none" : String.join(", ", known)));
      }
      return named;
    }
    if (known.size() != 1) {
      throw new UsageException(
          "which environment? name one with --env, or take --all; there is: "
              + (known.isEmpty() ? "none" : String.join(", ", known)));
    }
    return known.get(0);
  }
}
