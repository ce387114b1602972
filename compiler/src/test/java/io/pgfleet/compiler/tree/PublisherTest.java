package io.pgfleet.compiler.tree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.render.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PublisherTest {
  @TempDir Path out;

  @Test
  void writesWhatDiffersAndNothingElse() throws IOException {
    publish(tree("1", Map.of("a", "x", "b", "x")));
    FileTime old = FileTime.fromMillis(1000);
    Files.setLastModifiedTime(payload("a"), old);
    Publication second = publish(tree("1", Map.of("a", "x", "b", "y")));
    assertEquals(
        List.of("manifest.json", "nodes/h/files/b", "nodes/h/manifest.json"), second.written());
    assertEquals(old, Files.getLastModifiedTime(payload("a")));
    assertEquals("y", Files.readString(payload("b")));
  }

  @Test
  void publishesNothingWhenNothingDiffers() {
    publish(tree("1", Map.of("a", "x")));
    assertTrue(publish(tree("1", Map.of("a", "x"))).changesNothing());
  }

  @Test
  void keepsTheTreeOfAnOlderCompilerWhenItIsEqual() throws IOException {
    publish(tree("1", Map.of("a", "x")));
    Publication second = publish(tree("2", Map.of("a", "x")));
    assertTrue(second.changesNothing());
    assertTrue(Files.readString(out.resolve("env/manifest.json")).contains("\"1\""));
    assertArrayEquals(
        Files.readAllBytes(out.resolve("env/manifest.json")),
        second.tree().files().get("manifest.json"));
    assertFalse(publish(tree("2", Map.of("a", "y"))).changesNothing());
    assertTrue(Files.readString(out.resolve("env/manifest.json")).contains("\"2\""));
  }

  @Test
  void deletesItsOwnFilesAndEmptyFoldersAndLeavesForeignOnes() throws IOException {
    publish(tree("1", Map.of("a", "x", "d/e/f", "x", "g/h", "x")));
    Files.writeString(payload("g/mine"), "mine");
    Publication second = publish(tree("1", Map.of("a", "x")));
    assertEquals(List.of("nodes/h/files/d/e/f", "nodes/h/files/g/h"), second.deleted());
    assertEquals(List.of("nodes/h/files/g/mine"), second.foreign());
    assertFalse(Files.exists(payload("d")));
    assertEquals("mine", Files.readString(payload("g/mine")));
  }

  @Test
  void aFileMayBecomeAFolderAndBack() throws IOException {
    publish(tree("1", Map.of("a", "x")));
    publish(tree("1", Map.of("a/b", "x")));
    assertEquals("x", Files.readString(payload("a/b")));
    publish(tree("1", Map.of("a", "x")));
    assertEquals("x", Files.readString(payload("a")));
  }

  @Test
  void refusesForeignFilesThatStandInTheWay() throws IOException {
    publish(tree("1", Map.of("a", "x")));
    Files.writeString(payload("b"), "mine");
    PublishException refused =
        assertThrows(PublishException.class, () -> publish(tree("1", Map.of("b/c", "x"))));
    assertTrue(refused.getMessage().endsWith("; move it away"), refused.getMessage());
    assertEquals("mine", Files.readString(payload("b")));
  }

  @Test
  void neverWritesThroughALinkedFolder(@TempDir Path elsewhere) throws IOException {
    Files.createDirectories(out.resolve("env"));
    Files.createSymbolicLink(out.resolve("env/nodes"), elsewhere);
    assertThrows(PublishException.class, () -> publish(tree("1", Map.of("a", "x"))));
    assertEquals(0, elsewhere.toFile().list().length);
  }

  @Test
  void refusesWhileAnotherCompilePublishes() throws IOException {
    publish(tree("1", Map.of("a", "x")));
    try (FileChannel other =
            FileChannel.open(
                out.resolve(".env.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = other.lock()) {
      assertTrue(held.isValid());
      assertTrue(publish(tree("1", Map.of("a", "x"))).changesNothing());
      assertThrows(PublishException.class, () -> publish(tree("1", Map.of("a", "y"))));
    }
    assertEquals("x", Files.readString(payload("a")));
    assertFalse(publish(tree("1", Map.of("a", "y"))).changesNothing());
    assertEquals(1, out.toFile().list().length);
  }

  @Test
  void comparingWritesNothing() {
    Publication difference = Publisher.of(out, "env").compare(tree("1", Map.of("a", "x")));
    assertEquals(3, difference.written().size());
    assertEquals(0, out.toFile().list().length);
  }

  @Test
  void isWhollyOldOrWhollyNewAfterAKillAtAnyOperation(@TempDir Path scratch) throws IOException {
    Tree old = tree("1", Map.of("a", "1", "gone/x", "1", "same", "1", "was", "1", "back/x", "1"));
    Tree next =
        tree("1", Map.of("a", "2", "new/y", "2", "same", "1", "was/file", "2", "back", "2"));
    int survived = 0;
    int decided = 0;
    for (int kill = 0; survived == 0; kill++) {
      Path place = scratch.resolve("kill-" + kill);
      Publisher.of(place, "env").publish(old);
      DyingDisk disk = new DyingDisk(kill);
      try {
        new Publisher(place, "env", disk).publish(next);
        survived = kill;
      } catch (UncheckedIOException killed) {
        boolean isNew = Files.exists(place.resolve(".env.next/journal")) || disk.finished(place);
        decided += isNew ? 1 : 0;
        recoverTwice(place, isNew ? next : old);
        Publisher.of(place, "env").publish(next);
      }
      assertSame(next, place);
      assertFalse(Files.exists(place.resolve(".env.next")));
    }
    assertTrue(survived > 20, "only " + survived + " operations were tried");
    assertTrue(decided > 5 && decided < survived, decided + " of " + survived);
  }

  @Test
  void finishesAroundAFolderThatAppearedMeanwhile(@TempDir Path place) throws IOException {
    Publisher.of(place, "env").publish(tree("1", Map.of("a", "1")));
    Tree next = tree("1", Map.of("new/x", "2", "new/y", "2", "a", "1"));
    Path moved = place.resolve(".env.next/files/nodes/h/files/new");
    boolean decided = false;
    for (int kill = 0; !decided; kill++) {
      DyingDisk disk = new DyingDisk(kill);
      assertThrows(
          UncheckedIOException.class, () -> new Publisher(place, "env", disk).publish(next));
      decided = Files.exists(place.resolve(".env.next/journal")) && Files.exists(moved);
    }
    Path mine = place.resolve("env/nodes/h/files/new/mine");
    Files.createDirectories(mine.getParent());
    Files.writeString(mine, "mine");
    Publisher.of(place, "env").publish(next);
    assertEquals("2", Files.readString(mine.resolveSibling("x")));
    assertEquals("mine", Files.readString(mine));
    assertFalse(Files.exists(place.resolve(".env.next")));
  }

  /** The next compile of whichever tree was decided, itself killed at its first operation once. */
  private static void recoverTwice(Path place, Tree expected) throws IOException {
    try {
      new Publisher(place, "env", new DyingDisk(0)).publish(expected);
    } catch (UncheckedIOException killedAgain) {
      Publisher.of(place, "env").publish(expected);
    }
    assertSame(expected, place);
  }

  private static void assertSame(Tree expected, Path place) throws IOException {
    SortedMap<String, byte[]> found = TreeReader.read(place.resolve("env")).files();
    assertEquals(expected.files().keySet(), found.keySet());
    for (String path : found.keySet()) {
      assertArrayEquals(expected.files().get(path), found.get(path), path);
    }
  }

  private Publication publish(Tree tree) {
    return Publisher.of(out, "env").publish(tree);
  }

  private Path payload(String path) {
    return out.resolve("env/nodes/h/files").resolve(path);
  }

  private static Tree tree(String compiler, Map<String, String> payloads) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    StringBuilder entries = new StringBuilder();
    new TreeMap<>(payloads)
        .forEach(
            (path, content) -> {
              files.put("nodes/h/files/" + path, content.getBytes(StandardCharsets.UTF_8));
              entries.append(entries.length() == 0 ? "" : ",");
              entries.append("{\"path\":\"/" + path + "\",\"is\":\"" + content + "\"}");
            });
    String node = "{\"entries\":[" + entries + "]}\n";
    files.put("nodes/h/manifest.json", node.getBytes(StandardCharsets.UTF_8));
    String sum = Sha256.of(node.getBytes(StandardCharsets.UTF_8));
    String top =
        "{\n  \"compiler\": \""
            + compiler
            + "\",\n  \"formatVersion\": 1,\n  \"nodes\": {\"h\": \""
            + sum
            + "\"}\n}\n";
    files.put("manifest.json", top.getBytes(StandardCharsets.UTF_8));
    return new Tree(files);
  }
}
