package io.pgfleet.compiler;

import io.pgfleet.compiler.last.LastRun;
import io.pgfleet.compiler.last.Watched;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

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

  /** The note of the last run over an environment, with everything that decides about a run. */
  public LastRun lastRun(String environment) {
    List<Path> inputs =
        List.of(
            program(),
            root.resolve("schema"),
            root.resolve("templates"),
            inputs(environment),
            out.resolve("." + environment + ".next"));
    return new LastRun(
        inventories.resolveSibling(".pgfleet"),
        environment,
        new Watched(inputs, out.resolve(environment)));
  }

  /** The jar, or the folder of classes. */
  private static Path program() {
    try {
      return Path.of(Workspace.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("tried to find the program's file but failed", e);
    }
  }

  /** The folder of an environment's inputs. */
  public Path inputs(String environment) {
    return inventories.resolve(environment);
  }

  /** That folder, or a file in it, as diagnostics show it. */
  public String label(String environment, String file) {
    return inventories.getFileName() + "/" + environment + "/" + file;
  }
}
