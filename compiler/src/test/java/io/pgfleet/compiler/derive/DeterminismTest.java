package io.pgfleet.compiler.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.pgfleet.compiler.SandboxFleet;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.model.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The order of keys, groups and hosts in the file changes nothing. */
final class DeterminismTest {
  private static final int ORDERS = 20;

  @TempDir Path directory;

  @Test
  void givesTheSameFleetForEveryOrderSeed3() throws IOException {
    Path file = SandboxFleet.root().resolve("inventories/sandbox/inventory.yml");
    Object inventory =
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    Fleet expected = fleet(inventory);
    Random random = new Random(3);
    for (int i = 0; i < ORDERS; i++) {
      assertEquals(expected, fleet(shuffled(inventory, random)));
    }
  }

  @Test
  void givesAnotherFleetForAnotherValue() throws IOException {
    Path file = SandboxFleet.root().resolve("inventories/sandbox/inventory.yml");
    String text = Files.readString(file);
    assertNotEquals(
        SandboxFleet.of(directory, text),
        SandboxFleet.of(directory, text.replace("pg_rto: fast", "pg_rto: safe")));
  }

  private Fleet fleet(Object inventory) {
    // JSON is YAML, and keeps no order of its own to lean on
    return SandboxFleet.of(directory, text(inventory), new Diagnostics());
  }

  private static String text(Object value) {
    if (value instanceof Map<?, ?> map) {
      List<String> entries = new ArrayList<>();
      map.forEach((key, one) -> entries.add(JSONObject.quote(key.toString()) + ": " + text(one)));
      return "{" + String.join(", ", entries) + "}";
    }
    if (value instanceof List<?> list) {
      return "[" + String.join(", ", list.stream().map(DeterminismTest::text).toList()) + "]";
    }
    return value instanceof String text ? JSONObject.quote(text) : String.valueOf(value);
  }

  private static Object shuffled(Object value, Random random) {
    if (value instanceof Map<?, ?> map) {
      List<Object> keys = new ArrayList<>(map.keySet());
      Collections.shuffle(keys, random);
      Map<Object, Object> shuffled = new LinkedHashMap<>();
      keys.forEach(key -> shuffled.put(key, shuffled(map.get(key), random)));
      return shuffled;
    }
    return value instanceof List<?> list
        ? list.stream().map(one -> shuffled(one, random)).toList()
        : value;
  }
}
