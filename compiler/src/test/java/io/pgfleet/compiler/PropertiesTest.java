package io.pgfleet.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.InvalidInventoryException;
import io.pgfleet.compiler.tree.Publication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every compile, tried on the sandbox. */
final class PropertiesTest {
  private static final Path ROOT = Path.of(System.getProperty("pgfleet.root"));

  @TempDir Path scratch;
  private Path inventory;

  @BeforeEach
  void copySandbox() {
    Path inputs = scratch.resolve("inventories/sandbox");
    Folders.copy(ROOT.resolve("inventories/sandbox"), inputs);
    inventory = inputs.resolve("inventory.yml");
  }

  @Test
  void aSecondCompileWritesNothing() throws IOException {
    publish("out");
    SortedMap<String, FileTime> before = times();
    Publication second = publish("out");
    assertTrue(second.changesNothing());
    assertEquals(before, times());
  }

  @Test
  void timeZoneAndLocaleDoNotMatter() {
    publish("out");
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      publish("elsewhere");
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      publish("digits");
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
    assertSame("out", "elsewhere");
    assertSame("out", "digits");
  }

  @Test
  void checkWritesNothingAndSaysWhatIsStale() throws IOException {
    Files.deleteIfExists(inventory.resolveSibling("secrets.yml"));
    Folders.delete(inventory.resolveSibling("pki"));
    SortedMap<String, byte[]> before = Folders.read(scratch);
    Staleness staleness = compiler("out").check("sandbox", new Diagnostics());
    assertFalse(staleness.isCurrent());
    assertTrue(staleness.inputs().contains("inventories/sandbox/secrets.yml"));
    assertTrue(staleness.inputs().contains("inventories/sandbox/pki/ca.crt"));
    assertEquals(before.keySet(), Folders.read(scratch).keySet());
    publish("out");
    assertTrue(compiler("out").check("sandbox", new Diagnostics()).isCurrent());
    Files.writeString(scratch.resolve("out/sandbox/README.md"), "touched\n");
    Staleness touched = compiler("out").check("sandbox", new Diagnostics());
    assertEquals(List.of("README.md"), touched.tree().orElseThrow().written());
  }

  /** The portal, names and other members' balancers on 10.10.10.10 may follow; others must not. */
  @Test
  void aChangeOfOneClusterTouchesItsOwnNodesOnly() throws IOException {
    publish("out");
    String text = Files.readString(inventory);
    String item = "- { name: test, owner: test, comment: try things out here }";
    assertTrue(text.contains(item));
    Files.writeString(
        inventory, text.replace(item, item + "\n          - { name: another, owner: test }"));
    Publication second = publish("out");
    List<String> elsewhere =
        second.written().stream()
            .filter(path -> path.startsWith("nodes/10.10.10.10/"))
            .filter(path -> path.contains("/pgbouncer/") || path.contains("/patroni/"))
            .toList();
    assertEquals(List.of(), elsewhere);
    assertTrue(second.written().stream().noneMatch(path -> path.startsWith("groups/pg-meta/")));
    assertTrue(second.written().stream().anyMatch(path -> path.startsWith("groups/pg-test/")));
  }

  @Test
  void saysHowHostsAreReachedWhileFactsAreMissing() throws IOException {
    Files.delete(inventory.resolveSibling("facts/default.json"));
    assertThrows(InvalidInventoryException.class, () -> publish("out"));
    SortedMap<String, byte[]> out = Folders.read(scratch.resolve("out"));
    assertEquals(List.of("sandbox/connections.json"), List.copyOf(out.keySet()));
    String document = new String(out.get("sandbox/connections.json"), StandardCharsets.UTF_8);
    assertTrue(document.contains("\"10.10.10.13\": {"), document);
    assertTrue(document.contains("\"user\": \"admin\""), document);
  }

  @Test
  void aNewPasswordChangesItsRevisionAndNothingElse() throws IOException {
    publish("out");
    SortedMap<String, byte[]> before = Folders.read(scratch.resolve("out/sandbox"));
    String text = Files.readString(inventory);
    assertTrue(text.contains("Patroni.API"));
    Files.writeString(inventory, text.replace("Patroni.API", "Another.One"));
    Publication second = publish("out");
    SortedMap<String, byte[]> after = Folders.read(scratch.resolve("out/sandbox"));
    assertEquals(before.keySet(), after.keySet());
    assertTrue(second.written().contains("manifest.json"));
    for (String path : second.written()) {
      boolean refers =
          new String(after.get(path), StandardCharsets.UTF_8).contains("patroni_password");
      assertTrue(refers || path.endsWith("manifest.json"), path);
    }
  }

  private Publication publish(String out) {
    return compiler(out).publish("sandbox", new Diagnostics());
  }

  private Compiler compiler(String out) {
    Workspace workspace = new Workspace(ROOT, scratch.resolve("inventories"), scratch.resolve(out));
    return new Compiler(workspace, "test", Clock.systemUTC());
  }

  private SortedMap<String, FileTime> times() throws IOException {
    SortedMap<String, FileTime> times = new TreeMap<>();
    for (String path : Folders.read(scratch).keySet()) {
      times.put(path, Files.getLastModifiedTime(scratch.resolve(path)));
    }
    return times;
  }

  private void assertSame(String one, String other) {
    SortedMap<String, byte[]> first = Folders.read(scratch.resolve(one));
    SortedMap<String, byte[]> second = Folders.read(scratch.resolve(other));
    assertEquals(first.keySet(), second.keySet());
    first.forEach((path, bytes) -> assertArrayEquals(bytes, second.get(path), path));
  }
}
