package io.pgfleet.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.InvalidInventoryException;
import io.pgfleet.compiler.tree.TreeReader;
import io.pgfleet.compiler.tree.TreeSchemas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder of {@code src/test/golden}: an environment, and in {@code expected/} the tree that
 * it compiles to. {@code -Dgolden.update=true} writes what is expected; git shows the difference.
 */
final class GoldenTreeTest {
  private static final Path ROOT = Path.of(System.getProperty("pgfleet.root"));
  private static final Path GOLDEN = ROOT.resolve("compiler/src/test/golden");
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");
  private static final String EXPECTED = "expected";

  @TempDir Path scratch;

  static List<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(GOLDEN)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void compilesToWhatIsExpected(String name) throws IOException {
    Path inputs = scratch.resolve("inventories").resolve(name);
    Folders.copy(GOLDEN.resolve(name), inputs);
    Folders.delete(inputs.resolve(EXPECTED));
    SortedMap<String, byte[]> before = Folders.read(inputs);
    compile(name);
    Path out = scratch.resolve("out").resolve(name);
    TreeSchemas.of().verify(TreeReader.read(out));
    if (UPDATE) {
      replace(GOLDEN.resolve(name), inputs, out);
      return;
    }
    assertSame(name, before, Folders.read(inputs));
    assertSame(
        name + "/" + EXPECTED,
        Folders.read(GOLDEN.resolve(name).resolve(EXPECTED)),
        Folders.read(out));
  }

  private void compile(String name) {
    Workspace workspace =
        new Workspace(ROOT, scratch.resolve("inventories"), scratch.resolve("out"));
    try {
      new Compiler(workspace, "golden", Clock.systemUTC()).publish(name, new Diagnostics());
    } catch (InvalidInventoryException e) {
      fail(e.diagnostics().stream().map(Object::toString).collect(Collectors.joining("\n")));
    }
  }

  private static void replace(Path golden, Path inputs, Path out) {
    Folders.delete(golden);
    Folders.copy(inputs, golden);
    Folders.copy(out, golden.resolve(EXPECTED));
  }

  private static void assertSame(
      String what, SortedMap<String, byte[]> expected, SortedMap<String, byte[]> found) {
    SortedSet<String> all = new TreeSet<>(expected.keySet());
    all.addAll(found.keySet());
    for (String path : all) {
      String name = what + "/" + path;
      assertTrue(found.containsKey(path), name + " is no longer made");
      assertTrue(expected.containsKey(path), name + " is new");
      if (!Arrays.equals(expected.get(path), found.get(path))) {
        assertEquals(text(expected.get(path)), text(found.get(path)), name);
        fail(name + " differs");
      }
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
