package io.pgfleet.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.diagnostic.Diagnostic;
import io.pgfleet.compiler.diagnostic.DiagnosticText;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.InvalidInventoryException;
import io.pgfleet.compiler.diagnostic.Severity;
import io.pgfleet.compiler.diagnostic.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake is reported on its line: as many as the file says, no more and no fewer. */
final class InvalidInventoryTest {
  private static final Path CASES =
      SandboxFleet.root().resolve("compiler/src/test/resources/invalid");
  private static final Pattern EXPECTED = Pattern.compile("# (ERROR|WARNING): (.*?)(?= # |$)");

  @TempDir Path directory;

  static List<String> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files
          .filter(Files::isRegularFile)
          .map(one -> one.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void hasEnoughCases() throws IOException {
    assertTrue(cases().size() >= 25, cases().size() + " cases");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void reportsWhatTheFileSays(String name) throws IOException {
    String inventory = Files.readString(CASES.resolve(name));
    List<Diagnostic> found = diagnose(inventory, directory);
    SortedMap<Integer, TreeSet<String>> reported = new TreeMap<>();
    for (Diagnostic one : found) {
      if (one.severity() != Severity.NOTICE) {
        String summary = one.severity() + ": " + one.message();
        reported.computeIfAbsent(one.origin().line(), line -> new TreeSet<>()).add(summary);
        assertEquals("inventories/test/inventory.yml", one.origin().file());
        assertFalse(one.remedy().isEmpty(), "no remedy: " + one);
      }
    }
    assertEquals(expected(inventory), reported);
    assertShowsNoSecret(found);
  }

  @Test
  void knowsWhatOtherProgramsCallOtherwise() {
    List<Diagnostic> found =
        diagnose("all: { hosts: { 10.10.10.10: { pg_role: master } } }", directory);
    assertEquals(
        List.of("did you mean 'primary'?"), found.stream().map(Diagnostic::remedy).toList());
  }

  private static SortedMap<Integer, TreeSet<String>> expected(String inventory) {
    SortedMap<Integer, TreeSet<String>> expected = new TreeMap<>();
    int number = 0;
    for (String line : inventory.lines().toList()) {
      number++;
      for (MatchResult one : EXPECTED.matcher(line).results().toList()) {
        String summary = one.group(1) + ": " + one.group(2).strip();
        expected.computeIfAbsent(number, key -> new TreeSet<>()).add(summary);
      }
    }
    return expected;
  }

  /** What the rooms up to derive say about an inventory. */
  static List<Diagnostic> diagnose(String inventory, Path directory) {
    Diagnostics diagnostics = new Diagnostics();
    try {
      SandboxFleet.of(directory, inventory, diagnostics);
    } catch (InvalidInventoryException e) {
      assertEquals(diagnostics.sorted(), e.diagnostics());
    }
    return diagnostics.sorted();
  }

  private void assertShowsNoSecret(List<Diagnostic> found) {
    String shown = new DiagnosticText(new Sources(List.of(directory))).render(found);
    assertFalse(shown.contains("Poison"), shown);
  }
}
