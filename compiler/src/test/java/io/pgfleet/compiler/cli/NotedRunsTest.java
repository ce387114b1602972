package io.pgfleet.compiler.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.Folders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is edited between two runs, the note of the last run changes nothing but the time. */
final class NotedRunsTest {
  private static final Path ROOT = Path.of(System.getProperty("pgfleet.root"));

  @TempDir Path scratch;
  private Path inventory;
  private Path out;

  /** What a run printed and how it ended. */
  private record Said(int exitCode, String data, String talk) {

    /** Everything but the last line, which sums up what was written. */
    String diagnostics() {
      return talk.substring(0, talk.lastIndexOf('\n', talk.length() - 2) + 1);
    }
  }

  @BeforeEach
  void copySandbox() {
    inventory = scratch.resolve("inventories/sandbox/inventory.yml");
    out = scratch.resolve("out/sandbox");
    Folders.copy(ROOT.resolve("inventories/sandbox"), inventory.getParent());
    run();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void saysAndMakesWhatAFullRunDoes(long seed) throws IOException {
    Random random = new Random(seed);
    for (int step = 0; step < 12; step++) {
      edit(random);
      SortedMap<String, byte[]> inputs = Folders.read(scratch.resolve("inventories"));
      Said noted = run();
      SortedMap<String, byte[]> made = Folders.read(out);
      Folders.delete(scratch.resolve(".pgfleet"));
      Said full = run();
      assertEquals(full.exitCode(), noted.exitCode());
      assertEquals(full.diagnostics(), noted.diagnostics());
      assertEquals(full.data(), noted.data());
      assertEqual(made, Folders.read(out));
      assertEqual(inputs, Folders.read(scratch.resolve("inventories")));
      if (full.exitCode() == 0) {
        assertTrue(full.talk().endsWith("sandbox: nothing to do\n"), full.talk());
      }
    }
  }

  @Test
  void writesNoByteWhenNothingChanged() throws IOException {
    run();
    while (!Files.exists(scratch.resolve(".pgfleet/sandbox.last"))) {
      run();
    }
    SortedMap<String, FileTime> before = times();
    assertEquals("sandbox: nothing to do\n", run().talk());
    assertEquals(before, times());
  }

  private void edit(Random random) throws IOException {
    String text = Files.readString(inventory);
    switch (random.nextInt(9)) {
      case 0 -> Files.writeString(inventory, swapped(text, "pg_rto: fast", "pg_rto: norm"));
      case 1 -> Files.writeString(inventory, swapped(text, "vip_vrid: 103", "vip_vrid: 104"));
      case 2 -> Files.writeString(inventory, swapped(text, "node_tune: oltp", "node_tune: odd"));
      case 3 -> Files.writeString(inventory, swapped(text, "pg_version: 15", "pg_version: '15'"));
      case 4 -> Files.writeString(out.resolve("foreign" + random.nextInt(3)), "foreign\n");
      case 5 -> Files.deleteIfExists(out.resolve("nodes/10.10.10.11/manifest.json"));
      case 6 -> touched(out.resolve("nodes/10.10.10.12/files/etc/haproxy/haproxy.cfg"));
      case 7 -> {
        Path facts = inventory.resolveSibling("facts/default.json");
        Files.writeString(facts, swapped(Files.readString(facts), "\"cpu\": 2", "\"cpu\": 4"));
      }
      default -> run();
    }
  }

  /** The same size and the same time of the last change, as a careless tool leaves them. */
  private static void touched(Path file) throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[0] ^= 1;
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, time);
  }

  private static String swapped(String text, String one, String other) {
    return text.contains(other) ? text.replace(other, one) : text.replace(one, other);
  }

  private SortedMap<String, FileTime> times() throws IOException {
    SortedMap<String, FileTime> times = new TreeMap<>();
    for (String path : Folders.read(scratch).keySet()) {
      times.put(path, Files.getLastModifiedTime(scratch.resolve(path)));
    }
    return times;
  }

  private static void assertEqual(
      SortedMap<String, byte[]> expected, SortedMap<String, byte[]> found) {
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(found.keySet()));
    expected.forEach((path, bytes) -> assertArrayEquals(bytes, found.get(path), path));
  }

  private Said run() {
    PrintStream standardOut = System.out;
    PrintStream standardError = System.err;
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    ByteArrayOutputStream talk = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(data, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(talk, true, StandardCharsets.UTF_8));
      int exitCode =
          Main.run("--env", "sandbox", "--inventories", scratch.resolve("inventories").toString());
      return new Said(
          exitCode, data.toString(StandardCharsets.UTF_8), talk.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(standardOut);
      System.setErr(standardError);
    }
  }
}
