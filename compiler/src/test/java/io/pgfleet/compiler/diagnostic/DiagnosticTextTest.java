package io.pgfleet.compiler.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    return new DiagnosticText(new Sources(directory)).render(diagnostic);
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
        new DiagnosticText(new Sources(directory)).render(at(2, 9)));
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
        new DiagnosticText(new Sources(directory)).render(List.of(at(1, 1), at(2, 1), notice));
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
  void writesJson() {
    assertEquals(
        "{\n  \"formatVersion\": 1,\n  \"diagnostics\": [\n    {\"code\": \"P002\", \"column\": 3,"
            + " \"file\": \"i/f.yml\", \"line\": 2, \"message\": \"no such thing\", \"remedy\":"
            + " \"remove it\", \"severity\": \"error\"}\n  ]\n}\n",
        DiagnosticJson.render(List.of(at(2, 3))));
    assertEquals(
        "{\n  \"formatVersion\": 1,\n  \"diagnostics\": []\n}\n", DiagnosticJson.render(List.of()));
  }
}
