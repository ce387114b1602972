package io.pgfleet.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.pgfleet.compiler.diagnostic.Diagnostic;
import io.pgfleet.compiler.diagnostic.DiagnosticText;
import io.pgfleet.compiler.diagnostic.Severity;
import io.pgfleet.compiler.diagnostic.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder {@code invalid/<case>/} replaces files of an environment; its file {@code expected}
 * lists what a compile says then ({@code -Dinvalid.update=true} rewrites it).
 */
final class InvalidEnvironmentTest {
  private static final Path CASES =
      SandboxFleet.root().resolve("compiler/src/test/resources/invalid");

  private static final String GONE = ".gone";

  @TempDir Path directory;

  static List<String> cases() throws IOException {
    try (Stream<Path> entries = Files.list(CASES)) {
      return entries
          .filter(Files::isDirectory)
          .map(one -> one.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void reportsWhatTheCaseExpects(String name) throws IOException {
    List<Diagnostic> found = diagnose(name, directory);
    TreeSet<String> reported = new TreeSet<>();
    for (Diagnostic one : found) {
      if (one.severity() != Severity.NOTICE) {
        assertFalse(one.remedy().isEmpty(), "no remedy: " + one);
        reported.add(one.toString().replace("; " + one.remedy(), ""));
      }
    }
    if (Boolean.getBoolean("invalid.update")) {
      Files.writeString(
          CASES.resolve(name).resolve("expected"), String.join("\n", reported) + "\n");
    }
    List<String> expected = Files.readAllLines(CASES.resolve(name).resolve("expected"));
    assertEquals(String.join("\n", new TreeSet<>(expected)), String.join("\n", reported));
    String shown = new DiagnosticText(new Sources(List.of(directory))).render(found);
    assertFalse(shown.contains("Poison"), shown);
  }

  /** What a compile says about that case. */
  static List<Diagnostic> diagnose(String name, Path directory) throws IOException {
    InvalidEnvironment environment = new InvalidEnvironment(directory);
    Path replaced = CASES.resolve(name);
    try (Stream<Path> files = Files.walk(replaced)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        place(file, environment.folder().resolve(replaced.relativize(file).toString()));
      }
    }
    return environment.compile();
  }

  /** {@code x.gone} takes the file {@code x} away; a folder takes the place of a file. */
  private static void place(Path file, Path target) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(GONE)) {
      Files.delete(target.resolveSibling(name.substring(0, name.length() - GONE.length())));
    } else if (!name.equals("expected")) {
      if (Files.isRegularFile(target.getParent())) {
        Files.delete(target.getParent());
      }
      Files.createDirectories(target.getParent());
      Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
