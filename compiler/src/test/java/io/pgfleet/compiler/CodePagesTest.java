package io.pgfleet.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.diagnostic.CodePage;
import io.pgfleet.compiler.diagnostic.CodePages;
import io.pgfleet.compiler.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every code has a page whose examples are true, and a case that causes it. */
final class CodePagesTest {
  private static final Path MODULE = SandboxFleet.root().resolve("compiler");
  private static final Pattern CODE = Pattern.compile("\"([A-Z][0-9]{3})\"");
  private static final Pattern FILE =
      Pattern.compile("# ([\\w./-]+\\.(?:yml|json|md|crt))[^\\n]*(?:\\n|$)(.*)", Pattern.DOTALL);

  /** Codes that no committed case can cause, each with the reason. */
  private static final Map<String, String> WITHOUT_CASE =
      new TreeMap<>(
          Map.of(
              "Y002", "a case would be larger than 32 MiB; YamlFileTest makes one",
              "T001", "is about the tree and not about an inventory; ReportsTest causes it",
              "K004", "no compile says it; CertificateDeskTest causes it",
              "K005", "no compile says it; ImportTest causes it",
              "K006", "no compile says it; RotationTest causes it",
              "K007", "no compile says it; CertificateDeskTest causes it"));

  /** Pages whose wrong example can't be tried as it stands, each with the reason. */
  private static final Map<String, String> UNTRIED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("T001", "is about the tree and not about an inventory"),
              Map.entry("Y002", "the example stands for 40 MiB"),
              Map.entry("Y003", "the page itself is UTF-8"),
              Map.entry("I001", "the name of the file is the mistake"),
              Map.entry("F001", "that the file is not there is the mistake"),
              Map.entry("K002", "needs a certificate, and the right one its key"),
              Map.entry("K003", "comes after every secret is sealed"),
              Map.entry("K004", "no compile says it"),
              Map.entry("K005", "no compile says it"),
              Map.entry("K006", "no compile says it"),
              Map.entry("K007", "no compile says it"),
              Map.entry("F058", "needs packages of the reference besides"),
              Map.entry("F059", "needs packages of the reference besides"),
              Map.entry("F066", "needs packages of the reference besides"),
              Map.entry("S004", "needs an environment that is no demo, and its sealed secrets"),
              Map.entry("S007", "the right one is right in a demo only"),
              Map.entry("S008", "needs an environment that is no demo"),
              Map.entry("S009", "needs the file that a demo left")));

  @TempDir Path directory;

  static List<String> codes() {
    return CodePages.codes();
  }

  @Test
  void everyCodeOfTheSourcesHasAPageAndEveryPageACode() throws IOException {
    Set<String> used = new TreeSet<>();
    try (Stream<Path> files = Files.walk(MODULE.resolve("src/main/java"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        CODE.matcher(Files.readString(file)).results().forEach(one -> used.add(one.group(1)));
      }
    }
    assertTrue(used.size() > 60, used.toString());
    assertEquals(used, new TreeSet<>(codes()));
  }

  @Test
  void everyCodeHasACaseThatCausesIt() throws IOException {
    Set<String> caused = new TreeSet<>();
    int number = 0;
    for (String name : InvalidInventoryTest.cases()) {
      String inventory = Files.readString(MODULE.resolve("src/test/resources/invalid/" + name));
      Path folder = directory.resolve("file" + number++);
      caused.addAll(codes(InvalidInventoryTest.diagnose(inventory, folder)));
    }
    for (String name : InvalidEnvironmentTest.cases()) {
      Path folder = directory.resolve("folder" + number++);
      caused.addAll(codes(InvalidEnvironmentTest.diagnose(name, folder)));
    }
    Set<String> missing = new TreeSet<>(codes());
    missing.removeAll(caused);
    assertEquals(WITHOUT_CASE.keySet(), missing);
  }

  @ParameterizedTest
  @MethodSource("codes")
  void thePageIsTrueAndShort(String code) {
    CodePage page = CodePages.of(code).orElseThrow();
    assertTrue(page.title().length() <= 90, page.title());
    assertFalse(page.title().endsWith("."), page.title());
    assertTrue(page.why().length() >= 80 && page.why().length() <= 700, page.why());
    if (!UNTRIED.containsKey(code)) {
      assertTrue(tried(page.wrong(), "wrong").contains(code), "the wrong example is right");
      assertFalse(tried(page.right(), "right").contains(code), "the right example is wrong");
    }
  }

  /** The codes of what a compile says about an example; its first line may name the file. */
  private Set<String> tried(String example, String name) {
    InvalidEnvironment environment = new InvalidEnvironment(directory.resolve(name));
    Matcher other = FILE.matcher(example);
    boolean named = other.matches();
    String file = named ? other.group(1) : "inventory.yml";
    Path target = environment.folder().resolve(file);
    if (Files.isRegularFile(target.getParent())) {
      Folders.delete(target.getParent());
    }
    environment.write(file, named ? other.group(2) : example);
    return codes(environment.compile());
  }

  private static Set<String> codes(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .map(Diagnostic::code)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
