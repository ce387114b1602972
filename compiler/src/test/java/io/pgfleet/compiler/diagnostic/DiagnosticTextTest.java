package io.pgfleet.compiler.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pgfleet.compiler.SandboxFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DiagnosticTextTest {
  @TempDir Path directory;

  private Diagnostic at(int line, int column) {
    return new Diagnostic(
        Severity.ERROR, "P002", new Origin("i/f.yml", line, column), "no such thing", "remove it");
  }

  private String render(String text, Diagnostic diagnostic) throws IOException {
    Files.createDirectories(directory.resolve("i"));
    Files.writeString(directory.resolve("i/f.yml"), text);
    return new DiagnosticText(new Sources(List.of(directory))).render(diagnostic);
  }

  @Test
  void putsACaretBelowTheValue() throws IOException {
    assertEquals(
        "i/f.yml:2:9: error[P002]: no such thing; remove it\n"
            + "    2 |   node: up\n"
            + "      |         ^\n",
        render("all:\n  node: up\n", at(2, 9)));
  }

  @Test
  void countsCharactersAndNotBytes() throws IOException {
    assertEquals(
        "i/f.yml:1:5: error[P002]: no such thing; remove it\n"
            + "    1 | \uD83D\uDC18é: x\n"
            + "      |     ^\n",
        render("\uD83D\uDC18é: x\n", at(1, 5)));
  }

  @Test
  void showsOneLineWhenThereIsNoFile() {
    assertEquals(
        "i/f.yml:2:9: error[P002]: no such thing; remove it\n",
        new DiagnosticText(new Sources(List.of(directory))).render(at(2, 9)));
  }

  @Test
  void showsPartOfALongLine() throws IOException {
    String shown = render("x".repeat(500) + "y" + "z".repeat(500), at(1, 501));
    List<String> lines = shown.lines().toList();
    assertEquals('y', lines.get(1).charAt(lines.get(2).indexOf('^')));
    assertEquals(128, lines.get(1).length());
  }

  @Test
  void countsThem() {
    Diagnostic notice =
        new Diagnostic(Severity.NOTICE, "P006", Origin.ofFile("f"), "nobody reads it", "");
    String shown =
        new DiagnosticText(new Sources(List.of(directory)))
            .render(List.of(at(1, 1), at(2, 1), notice));
    assertEquals("2 errors, 1 notice", shown.lines().reduce((a, b) -> b).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "    pg_admin_password: Poison # keep",
        "  - { name: app, password: Poison, pgbuncer: true }",
        "  - { name: app ,password: 'Poi, son' ,pgbuncer: true }",
        "  - { name: app, \"password\": \"Poi\\\"son\" }",
        "    mongo_pgurl: postgres://app:Poison@10.0.0.1/app",
        "    grafana_url: postgres://app:Poison@10.0.0.1/app",
        "    nginx_users: { alice: Poison, bob: Poison }",
        "    nginx_users:\n      alice: Poison",
        "    redis_password: >-\n      Poison",
        "    redis_password:\n      Poison",
        "    s3_key_secret: Poison#1",
        "    cipher_pass: Poison }",
        "    redis_password: Pois\n      Poison",
        "  - redis_password: Pois\n    name: x\n    pg_exporter_url: host=a password=Poison",
        "  - { name: a, password: \"Pois\n    Poison\" }",
        "    pg_dbsu_password: [Poison]",
        "    x: host=a password=Poison dbname=b",
      })
  void masksSecretsInTheLineItShows(String text) throws IOException {
    int last = (int) text.lines().count();
    String shown = render(text + "\n", at(last, 5));
    assertFalse(shown.contains("oison") || shown.contains("son\""), shown);
    assertEquals(
        text.lines().skip(last - 1).findFirst().orElseThrow().length(),
        shown.lines().toList().get(1).substring(8).length());
  }

  @Test
  void masksNoNeighbourOfASecret() throws IOException {
    String shown = render("  - password: x\n    name: app\n", at(2, 5));
    assertEquals("    2 |     name: app", shown.lines().toList().get(1));
  }

  /** A parameter that the schema marks as secret is recognised by its name alone. */
  @Test
  void knowsEverySecretOfTheSchemaByItsName() throws IOException {
    Path schema = SandboxFleet.root().resolve("schema/v4.0/params");
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(schema)) {
      for (Path file : files.sorted().toList()) {
        secrets(new ObjectMapper().readTree(file.toFile()), names);
      }
    }
    assertTrue(names.size() > 25, names.toString());
    for (String name : names) {
      // too short a word to mean a secret everywhere; it is an address, and those are recognised
      String value = name.equals("meta") ? "postgres://app:Poison@10.0.0.1/app" : "Poison";
      String shown = render("    " + name + ": " + value + "\n", at(1, 5));
      assertFalse(shown.contains("Poison"), shown);
    }
  }

  private static void secrets(JsonNode node, List<String> names) {
    for (Map.Entry<String, JsonNode> one : node.path("properties").properties()) {
      if (one.getValue().path("x-secret").asBoolean()) {
        names.add(one.getKey());
      }
    }
    node.elements().forEachRemaining(one -> secrets(one, names));
  }

  @Test
  void writesNoControlCharactersToTheTerminal() throws IOException {
    String shown = render("a: \u001b[31mred\u202e\n", at(1, 4));
    assertEquals("    1 | a:  [31mred", shown.lines().toList().get(1));
    String message =
        new Diagnostic(
                Severity.ERROR, "P009", Origin.ofFile("f"), "got 'a\n\u001b\u202e'", "remove it")
            .message();
    assertEquals("got 'a\\n\\u001b\\u202e'", message);
  }

  @Test
  void isQuickAboutLongLines() throws IOException {
    for (String part :
        List.of("a.", "password: 'x' ", "\"", "'", "{", "://", "\\\"", "- ", "x: ")) {
      for (String begin : List.of("", "my_password: \"", "x: '", "  - {")) {
        String line = begin + part.repeat(19_000 / part.length());
        assertTimeout(Duration.ofMinutes(1), () -> render(line + "\n" + line + "\n", at(2, 9_000)));
      }
    }
    assertTimeout(Duration.ofMinutes(1), () -> render("a.".repeat(1 << 20), at(1, 1 << 20)));
  }
}
