package io.pgfleet.applier.secret;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What {@code secrets.index.yml} knows of secrets whose values are kept elsewhere. */
final class Index {
  private final Path file;
  private final Map<?, ?> entries;

  private Index(Path file, Map<?, ?> entries) {
    this.file = file;
    this.entries = entries;
  }

  /** Reads it; a file that does not exist knows nothing. */
  static Index read(Path inventory) {
    Path file = inventory.resolve("secrets.index.yml");
    Object root = Files.exists(file) ? YamlText.read(file) : null;
    Map<?, ?> top = YamlText.map(file, "", root);
    return new Index(file, YamlText.map(file, "secrets", top.get("secrets")));
  }

  /** The secret that has that value; empty when the index does not know its name. */
  Optional<Secret> secret(String name, String value) {
    Map<?, ?> fields = YamlText.map(file, name, entries.get(name));
    if (fields.get("revision") instanceof String revision
        && fields.get("salt") instanceof String salt) {
      return Optional.of(new Secret(value, revision, SecretStore.salt(file, name, salt)));
    }
    return Optional.empty();
  }
}
