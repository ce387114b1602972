package io.pgfleet.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every byte of the tree follows from what an inventory says, not from how or where. */
final class SameBytesTest {
  private static final Path ROOT = SandboxFleet.root();
  private static final int THREADS = 4;

  @TempDir Path scratch;
  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();
  private Path inputs;
  private SortedMap<String, byte[]> expected;

  @BeforeEach
  void compileOnce() {
    inputs = scratch.resolve("inventories/matters");
    Folders.copy(ROOT.resolve("compiler/src/test/resources/matters/inventories/matters"), inputs);
    expected = tree("expected");
  }

  @AfterEach
  void goHome() {
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
  }

  /** Order of keys and hosts, one file or many, language and time zone, all at once. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void anotherWritingInAnotherPlaceGivesTheSameBytes(long seed) throws IOException {
    Random random = new Random(seed);
    rewrite(random);
    Locale[] locales = Locale.getAvailableLocales();
    Arrays.sort(locales, (a, b) -> a.toLanguageTag().compareTo(b.toLanguageTag()));
    String[] zones = TimeZone.getAvailableIDs();
    Locale.setDefault(locales[random.nextInt(locales.length)]);
    TimeZone.setDefault(TimeZone.getTimeZone(zones[random.nextInt(zones.length)]));
    assertExpected(tree("other"));
  }

  @Test
  void compilesAtTheSameTimeDoNotMix() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<SortedMap<String, byte[]>>> compiles = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        String out = "thread" + i;
        compiles.add(() -> tree(out));
      }
      for (Future<SortedMap<String, byte[]>> one : threads.invokeAll(compiles)) {
        assertExpected(one.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private SortedMap<String, byte[]> tree(String out) {
    Workspace workspace = new Workspace(ROOT, scratch.resolve("inventories"), scratch.resolve(out));
    new Compiler(workspace, "test", Clock.systemUTC()).publish("matters", new Diagnostics());
    return Folders.read(workspace.out().resolve("matters"));
  }

  private void assertExpected(SortedMap<String, byte[]> found) {
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach((path, bytes) -> assertArrayEquals(bytes, found.get(path), path));
  }

  /** The same inventory in JSON, shuffled, with some blocks in files of their own. */
  private void rewrite(Random random) throws IOException {
    Path file = inputs.resolve("inventory.yml");
    Object document =
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    Files.delete(file);
    Map<String, Object> root = map(document);
    Map<String, Object> all = map(root.get("all"));
    Map<String, Object> children = map(all.get("children"));
    if (random.nextBoolean()) {
      write("group_vars/all.yml", all.remove("vars"), random);
    }
    for (Map.Entry<String, Object> group : children.entrySet()) {
      Map<String, Object> parts = map(group.getValue());
      Map<String, Object> hosts = map(parts.get("hosts"));
      if (parts.containsKey("vars") && random.nextBoolean()) {
        write("group_vars/" + group.getKey() + "/vars.yml", parts.remove("vars"), random);
      }
      for (Map.Entry<String, Object> host : hosts.entrySet()) {
        if (random.nextInt(3) == 0) {
          String name = "host_vars/" + host.getKey() + "/" + group.getKey() + ".yml";
          write(name, host.getValue(), random);
          host.setValue(Map.of());
        }
      }
      parts.put("hosts", hosts);
      group.setValue(parts);
    }
    all.put("children", children);
    write("hosts.yml", Map.of("all", all), random);
  }

  private void write(String name, Object value, Random random) throws IOException {
    Path file = inputs.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, json(value, random) + "\n");
  }

  private static Map<String, Object> map(Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    ((Map<?, ?>) value).forEach((key, one) -> map.put(key.toString(), one));
    return map;
  }

  /** JSON is YAML; keys in any order. */
  private static String json(Object value, Random random) {
    if (value instanceof Map<?, ?> map) {
      List<Object> keys = new ArrayList<>(map.keySet());
      Collections.sort(keys, (a, b) -> a.toString().compareTo(b.toString()));
      Collections.shuffle(keys, random);
      List<String> entries = new ArrayList<>();
      keys.forEach(key -> entries.add(name(key.toString()) + ": " + json(map.get(key), random)));
      return "{" + String.join(", ", entries) + "}";
    }
    if (value instanceof List<?> list) {
      return "[" + String.join(", ", list.stream().map(one -> json(one, random)).toList()) + "]";
    }
    return value instanceof String text ? JSONObject.quote(text) : String.valueOf(value);
  }

  /** A quoted merge key merges nothing. */
  private static String name(String key) {
    return key.equals("<<") ? key : JSONObject.quote(key);
  }
}
