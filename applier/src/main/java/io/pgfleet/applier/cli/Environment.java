package io.pgfleet.applier.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What {@code env.yml} says about an environment.
 *
 * @param demo whether trees may be applied that are not committed
 * @param calendar when it may be changed
 */
record Environment(boolean demo, Calendar calendar) {

  /** Reads it; an environment without the file is no demo. */
  static Environment read(Path inventory) {
    Path file = inventory.resolve("env.yml");
    Map<?, ?> fields = Files.exists(file) ? load(file) : Map.of();
    return new Environment(
        Boolean.TRUE.equals(fields.get("demo")), new CalendarReader(file).read(fields));
  }

  private static Map<?, ?> load(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      Object document = new Load(LoadSettings.builder().build()).loadFromString(text);
      if (document instanceof Map<?, ?> map) {
        return map;
      }
      throw new Refusal(ExitCode.INVALID, file + ": is not a mapping; write 'demo: true' or less");
    } catch (MarkedYamlEngineException broken) {
      String at = broken.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      throw new Refusal(ExitCode.INVALID, file + at + ": is not YAML: " + broken.getProblem());
    } catch (YamlEngineException | IOException broken) {
      throw new Refusal(ExitCode.INVALID, file + ": cannot be read: " + broken.getMessage());
    }
  }
}
