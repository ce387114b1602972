package io.pgfleet.applier.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** The secrets of an environment, as a demo environment keeps them: a plain YAML file. */
final class SecretStore {
  private final Path file;
  private final SortedMap<String, Secret> secrets;

  private SecretStore(Path file, SortedMap<String, Secret> secrets) {
    this.file = file;
    this.secrets = secrets;
  }

  /** Reads the file; a file that does not exist holds no secrets. */
  static SecretStore read(Path file) {
    SortedMap<String, Secret> secrets = new TreeMap<>();
    if (Files.exists(file)) {
      Map<?, ?> document = map(file, "", load(file));
      if (!"1".equals(document.get("formatVersion"))) {
        throw new SecretException(
            file + ": formatVersion is not 1; use the applier that fits this file");
      }
      map(file, "secrets", document.get("secrets"))
          .forEach((name, entry) -> secrets.put(name.toString(), secret(file, name, entry)));
    }
    return new SecretStore(file, secrets);
  }

  /** Every scalar is a text: a password of digits stays what it is. */
  private static Object load(Path file) {
    LoadSettings settings = LoadSettings.builder().setSchema(new FailsafeSchema()).build();
    try {
      return new Load(settings).loadFromString(Files.readString(file, StandardCharsets.UTF_8));
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      throw new SecretException(file + line + ": is not YAML: " + e.getProblem());
    } catch (YamlEngineException | IOException e) {
      throw new SecretException(file + ": cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static Map<?, ?> map(Path file, String what, Object value) {
    if (value == null || "".equals(value)) {
      return new TreeMap<>();
    }
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new SecretException(file + ": '" + what + "' is not a mapping; compile again");
  }

  private static Secret secret(Path file, Object name, Object entry) {
    Map<?, ?> fields = map(file, name.toString(), entry);
    return new Secret(
        text(file, name, fields, "value"),
        text(file, name, fields, "revision"),
        salt(file, name, fields));
  }

  private static String text(Path file, Object name, Map<?, ?> fields, String field) {
    if (fields.get(field) instanceof String text) {
      return text;
    }
    throw new SecretException(file + ": secret '" + name + "' has no " + field + "; compile again");
  }

  private static byte[] salt(Path file, Object name, Map<?, ?> fields) {
    try {
      return Base64.getDecoder().decode(text(file, name, fields, "salt"));
    } catch (IllegalArgumentException e) {
      throw new SecretException(
          file + ": the salt of secret '" + name + "' is not base64; compile again");
    }
  }

  /**
   * The secret of that name and revision.
   *
   * @param where the content that refers to it, for messages
   */
  Secret get(String where, String name, String revision) {
    Secret secret =
        Optional.ofNullable(secrets.get(name))
            .orElseThrow(
                () ->
                    new SecretException(
                        where
                            + ": needs the secret '"
                            + name
                            + "', which is not in "
                            + file
                            + "; compile again, or fetch the file"));
    if (!secret.revision().equals(revision)) {
      throw new SecretException(
          where
              + ": needs revision '"
              + revision
              + "' of the secret '"
              + name
              + "', but "
              + file
              + " has '"
              + secret.revision()
              + "'; compile again, or fetch the file that belongs to this tree");
    }
    return secret;
  }

  @Override
  public String toString() {
    return secrets.size() + " secrets of " + file;
  }
}
