package io.pgfleet.compiler;

import java.nio.file.Path;

/**
 * Where everything is.
 *
 * @param root the checkout, for {@code schema/} and {@code templates/}
 * @param inventories holds a folder per environment
 * @param out holds the compiled tree of each environment
 */
public record Workspace(Path root, Path inventories, Path out) {
  public Workspace {
    inventories = inventories.toAbsolutePath().normalize();
    out = out.toAbsolutePath().normalize();
  }

  /** The folder of an environment's inputs. */
  Path inputs(String environment) {
    return inventories.resolve(environment);
  }

  /** That folder, or a file in it, as diagnostics show it. */
  String label(String environment, String file) {
    return inventories.getFileName() + "/" + environment + "/" + file;
  }
}
