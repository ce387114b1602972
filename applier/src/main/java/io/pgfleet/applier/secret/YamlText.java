package io.pgfleet.applier.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** YAML in which every scalar is a text: a password of digits stays what it is. */
final class YamlText {
  private YamlText() {}

  static Object read(Path file) {
    try {
      return parse(file, Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new SecretException(file + ": cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  /**
   * The document.
   *
   * @param file where the text comes from, for messages
   */
  static Object parse(Path file, String text) {
    LoadSettings settings = LoadSettings.builder().setSchema(new FailsafeSchema()).build();
    try {
      return new Load(settings).loadFromString(text);
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      throw new SecretException(file + line + ": is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new SecretException(file + ": is not YAML");
    }
  }

  /** A mapping, or an empty one in place of nothing. */
  static Map<?, ?> map(Path file, String what, Object value) {
    if (value == null || "".equals(value)) {
      return new TreeMap<>();
    }
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new SecretException(file + ": '" + what + "' is not a mapping; compile again");
  }

  /** A path as people write it in a file of settings. */
  static Path below(Path file, String path) {
    return path.startsWith("~/")
        ? Path.of(System.getProperty("user.home")).resolve(path.substring(2))
        : file.resolveSibling(path);
  }
}
