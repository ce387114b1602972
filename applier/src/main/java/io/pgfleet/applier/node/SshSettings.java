package io.pgfleet.applier.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The {@code ssh} part of an environment's {@code env.yml}.
 *
 * @param inventory folder below which relative paths are meant
 * @param identityFile private key; empty for what the ssh configuration names
 * @param knownHosts host keys; empty for the user's own file
 * @param device the only network interface through which machines are looked for; empty for any
 */
public record SshSettings(
    Path inventory,
    Optional<Path> identityFile,
    Optional<Path> knownHosts,
    Optional<String> device) {

  /**
   * Reads the settings of an environment; without a file, or without the part, all are empty.
   *
   * @param inventory such as {@code inventories/prod}
   * @throws NodeException when the file cannot be read
   */
  public static SshSettings read(Path inventory) {
    Path file = inventory.resolve("env.yml");
    Object ssh = Files.exists(file) ? part(file) : null;
    if (ssh == null) {
      return new SshSettings(inventory, Optional.empty(), Optional.empty(), Optional.empty());
    }
    if (!(ssh instanceof Map<?, ?> map)) {
      throw new NodeException(file + ": 'ssh' is not a mapping");
    }
    return new SshSettings(
        inventory,
        path(inventory, map, "identity_file"),
        path(inventory, map, "known_hosts"),
        Optional.ofNullable(map.get("interface")).map(Object::toString));
  }

  private static Object part(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      Object document = new Load(LoadSettings.builder().build()).loadFromString(text);
      return document instanceof Map<?, ?> map ? map.get("ssh") : null;
    } catch (YamlEngineException | IOException e) {
      throw new NodeException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static Optional<Path> path(Path inventory, Map<?, ?> map, String name) {
    return Optional.ofNullable(map.get(name)).map(value -> below(inventory, value.toString()));
  }

  /** A path as people write it in settings. */
  static Path below(Path folder, String path) {
    if (path.startsWith("~/")) {
      return Path.of(System.getProperty("user.home")).resolve(path.substring(2));
    }
    return folder.resolve(path);
  }
}
