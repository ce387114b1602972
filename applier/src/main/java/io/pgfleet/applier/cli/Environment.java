package io.pgfleet.applier.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What {@code env.yml} says about an environment.
 *
 * @param demo whether it may hold secrets in the open and apply trees that are not committed
 * @param identityFile private key to log in with
 * @param knownHosts keys of the hosts
 */
record Environment(
    String name, boolean demo, Optional<Path> identityFile, Optional<Path> knownHosts) {

  /** Reads it; an environment without the file is no demo. */
  static Environment read(Folders folders) {
    Path inventory = folders.inventory();
    Path file = inventory.resolve("env.yml");
    Map<?, ?> fields = Files.exists(file) ? load(file) : Map.of();
    Map<?, ?> ssh = fields.get("ssh") instanceof Map<?, ?> map ? map : Map.of();
    return new Environment(
        folders.environment(),
        Boolean.TRUE.equals(fields.get("demo")),
        path(inventory, ssh.get("identity_file")),
        path(inventory, ssh.get("known_hosts")));
  }

  private static Optional<Path> path(Path inventory, Object value) {
    return value instanceof String text
        ? Optional.of(inventory.resolve(text).toAbsolutePath())
        : Optional.empty();
  }

  private static Map<?, ?> load(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      Object document = new Load(LoadSettings.builder().build()).loadFromString(text);
      if (document instanceof Map<?, ?> map) {
        return map;
      }
      throw new Refusal(ExitCode.INVALID, file + ": is not a mapping; see the README");
    } catch (MarkedYamlEngineException broken) {
      String at = broken.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      throw new Refusal(ExitCode.INVALID, file + at + ": is not YAML: " + broken.getProblem());
    } catch (YamlEngineException | IOException broken) {
      throw new Refusal(ExitCode.INVALID, file + ": cannot be read: " + broken.getMessage());
    }
  }
}
