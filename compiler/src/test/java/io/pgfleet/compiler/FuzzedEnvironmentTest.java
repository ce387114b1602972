package io.pgfleet.compiler;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.diagnostic.Diagnostic;
import io.pgfleet.compiler.diagnostic.DiagnosticText;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.InvalidInventoryException;
import io.pgfleet.compiler.diagnostic.Severity;
import io.pgfleet.compiler.diagnostic.Sources;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever bytes stand in the files of an environment, the answer is a tree or diagnostics that
 * point into those files.
 *
 * <p>{@code -Dfuzz.inputs=100000} tries more of them, {@code -Dfuzz.seed=7} others.
 */
final class FuzzedEnvironmentTest {
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 150);
  private static final long SEED = Long.getLong("fuzz.seed", 3);
  private static final long SLOW = 20_000_000_000L;
  private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();
  private static final long HUGE = 100L << 20;
  private static final List<String> FILES =
      List.of(
          "inventory.yml",
          "inventory.yml",
          "inventory.yml",
          "env.yml",
          "facts/default.json",
          "facts/10.10.10.10.json",
          "group_vars/all.yml",
          "group_vars/pg-test.yml",
          "host_vars/10.10.10.11.yml",
          "secrets.yml");

  @TempDir Path directory;
  private Path folder;
  private Compiler compiler;

  private void use(SortedMap<String, byte[]> files) throws IOException {
    folder = directory.resolve("inventories/test");
    Folders.delete(folder);
    for (String name : files.keySet()) {
      write(name, files.get(name));
    }
    compiler =
        new Compiler(
            new Workspace(
                SandboxFleet.root(), directory.resolve("inventories"), directory.resolve("out")),
            "test",
            Clock.systemUTC());
  }

  private void write(String name, byte[] content) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.write(folder.resolve(name), content);
  }

  /** Real inventories, each with a file of every kind. */
  private static List<SortedMap<String, byte[]>> environments() throws IOException {
    List<SortedMap<String, byte[]>> environments = new ArrayList<>();
    Path root = SandboxFleet.root();
    for (String name :
        List.of(
            "inventories/sandbox",
            "compiler/src/test/golden/three-node-ha",
            "compiler/src/test/golden/awkward-values")) {
      SortedMap<String, byte[]> files = new TreeMap<>();
      for (String file : List.of("inventory.yml", "env.yml", "secrets.yml", "facts/default.json")) {
        if (Files.exists(root.resolve(name).resolve(file))) {
          files.put(file, Files.readAllBytes(root.resolve(name).resolve(file)));
        }
      }
      files.put("facts/10.10.10.10.json", files.get("facts/default.json"));
      files.put("group_vars/all.yml", "node_timezone: UTC\npg_users: []\n".getBytes("UTF-8"));
      files.put("group_vars/pg-test.yml", "pg_parameters: { work_mem: 8MB }\n".getBytes("UTF-8"));
      files.put("host_vars/10.10.10.11.yml", "node_tune: oltp\n".getBytes("UTF-8"));
      environments.add(files);
    }
    return environments;
  }

  @Test
  void everyDamagedFileIsCompiledOrExplained() throws IOException {
    List<SortedMap<String, byte[]>> environments = environments();
    Random random = new Random(SEED);
    int refused = 0;
    for (int i = 0; i < INPUTS; i++) {
      SortedMap<String, byte[]> files = new TreeMap<>(environments.get(i % environments.size()));
      StringBuilder what = new StringBuilder("seed " + SEED + ", input " + i + ":");
      for (int edits = 1 + random.nextInt(2); edits > 0; edits--) {
        String name = FILES.get(random.nextInt(FILES.size()));
        Mutation mutation = Mutation.values()[random.nextInt(Mutation.values().length)];
        byte[] before = files.getOrDefault(name, new byte[] {'x'});
        files.put(name, mutation.apply(before, random));
        what.append(' ').append(mutation).append(" of ").append(name);
      }
      use(files);
      refused += refused(what.toString(), i % 10 == 0) ? 1 : 0;
    }
    System.out.println(
        INPUTS + " fuzzed environments: " + refused + " refused, the others compile");
  }

  @Test
  void filesThatAreNoFilesAreExplained() throws IOException {
    SortedMap<String, byte[]> whole = environments().get(0);
    int tried = 0;
    for (String name : new TreeMap<>(whole).keySet()) {
      for (int kind = 0; kind < 6; kind++) {
        use(whole);
        replace(folder.resolve(name), kind);
        refused(name + " replaced, kind " + kind, kind == 5);
        tried++;
      }
    }
    System.out.println(tried + " environments with something else in place of a file: explained");
  }

  /** A folder, nothing at all, an empty file, a link to itself, an unreadable file, 100 MB. */
  private static void replace(Path file, int kind) throws IOException {
    Files.delete(file);
    switch (kind) {
      case 0 -> Files.createDirectory(file);
      case 1 -> Files.write(file, new byte[0]);
      case 2 -> Files.createSymbolicLink(file, file.getFileName());
      case 3 ->
          Files.createFile(
              file,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
      case 4 -> huge(file);
      default -> {}
    }
  }

  private static void huge(Path file) throws IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap("a: b\n".getBytes(StandardCharsets.UTF_8)));
      channel.position(HUGE);
      channel.write(ByteBuffer.wrap(new byte[] {'x'}));
    }
  }

  private boolean refused(String what, boolean render) throws IOException {
    long began = THREAD.getCurrentThreadCpuTime();
    Diagnostics diagnostics = new Diagnostics();
    boolean refused = false;
    try {
      // rendering costs most, and most damage is found before
      if (render) {
        compiler.publish("test", diagnostics);
      } else {
        compiler.validate("test", diagnostics);
      }
    } catch (InvalidInventoryException e) {
      refused = true;
      assertTrue(e.diagnostics().stream().anyMatch(one -> one.severity() == Severity.ERROR), what);
      check(e.diagnostics(), what);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      Path kept = Path.of("target/fuzzed");
      Folders.delete(kept);
      Files.createDirectories(kept.getParent());
      Folders.copy(folder, kept);
      throw new AssertionError(what + ", kept in " + kept.toAbsolutePath(), e);
    }
    if (!refused) {
      check(diagnostics.sorted(), what);
    }
    // the thread's own time, so that a busy machine is no failure
    long took = THREAD.getCurrentThreadCpuTime() - began;
    assertTrue(took < SLOW, () -> what + " took " + took / 1_000_000 + " ms");
    return refused;
  }

  private void check(List<Diagnostic> found, String what) throws IOException {
    for (Diagnostic one : found) {
      String place = what + ": " + one;
      Path file = directory.resolve(one.origin().file());
      boolean schema = Files.exists(SandboxFleet.root().resolve(one.origin().file()));
      boolean known = file.startsWith(folder) || schema;
      assertTrue(known, place);
      assertFalse(one.message().isBlank(), place);
      if (one.origin().line() > 0) {
        inside(file, one, place);
      }
    }
    String shown = new DiagnosticText(new Sources(List.of(directory))).render(found);
    assertTrue(found.isEmpty() || !shown.isBlank(), what);
  }

  private static void inside(Path file, Diagnostic one, String place) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    List<String> lines = List.of(text.split("\r\n|\r|\n", -1));
    assertTrue(one.origin().line() <= lines.size(), place + " of " + lines.size() + " lines");
    int length = lines.get(one.origin().line() - 1).length();
    assertTrue(one.origin().column() >= 1, place);
    assertTrue(one.origin().column() <= length + 1, place + " of " + length + " columns");
  }
}
