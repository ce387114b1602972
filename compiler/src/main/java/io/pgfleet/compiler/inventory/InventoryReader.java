package io.pgfleet.compiler.inventory;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads an inventory: {@code inventory.yml} or {@code hosts.yml}, and beside it {@code group_vars/}
 * and {@code host_vars/}, each optional, whose values are stronger than those inside the file.
 */
public final class InventoryReader {
  private static final List<String> NAMES =
      List.of("inventory.yml", "inventory.yaml", "hosts.yml", "hosts.yaml");

  private InventoryReader() {}

  /**
   * Reads the inventory of an environment; what is wrong with it is recorded, never thrown.
   *
   * @param inventoriesDir the directory that holds one directory per environment
   */
  public static Inventory read(Path inventoriesDir, String env, Diagnostics diagnostics) {
    Path directory = inventoriesDir.resolve(env);
    String label = label(inventoriesDir, env);
    Draft draft = new Draft(diagnostics);
    String file = mainFile(directory, label, diagnostics);
    Origin origin = Origin.ofFile(label + "/" + file);
    if (!file.isEmpty()) {
      YamlFile.read(directory.resolve(file), origin.file(), diagnostics)
          .ifPresentOrElse(
              root -> new Shape(draft, diagnostics).root(root),
              () -> emptyFile(origin, diagnostics));
    }
    VarsFiles files = new VarsFiles(directory, label, diagnostics);
    files.groups(draft);
    files.hosts(draft);
    return draft.inventory(env, origin);
  }

  /** The path that diagnostics show for the environment's directory. */
  static String label(Path inventoriesDir, String env) {
    return inventoriesDir.toAbsolutePath().normalize().getFileName() + "/" + env;
  }

  private static String mainFile(Path directory, String label, Diagnostics diagnostics) {
    List<String> found =
        NAMES.stream().filter(name -> Files.exists(directory.resolve(name))).toList();
    if (found.size() > 1) {
      diagnostics.error(
          "I002",
          Origin.ofFile(label + "/" + found.get(1)),
          "stands beside '" + found.get(0) + "'",
          "keep one of them");
    }
    if (found.isEmpty()) {
      diagnostics.error(
          "I001",
          Origin.ofFile(label),
          "holds no inventory",
          "write " + label + "/inventory.yml, or hosts.yml with group_vars/ and host_vars/");
      return "";
    }
    return found.get(0);
  }

  private static void emptyFile(Origin origin, Diagnostics diagnostics) {
    if (!diagnostics.hasErrors()) {
      diagnostics.error("Y005", origin, "is empty", "begin it with 'all:'");
    }
  }
}
