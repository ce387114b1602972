package io.pgfleet.compiler.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Content;
import io.pgfleet.compiler.module.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RendererTest {
  @TempDir Path templates;

  record Item(String name, int port) {}

  record View(
      String text, boolean flag, int zero, List<Item> items, Optional<String> note, Item nested) {}

  private static final View SOME =
      new View(
          "a<b>&\"'=`",
          true,
          0,
          List.of(new Item("x", 1), new Item("y", 2)),
          Optional.of("n"),
          new Item("deep", 3));
  private static final View NONE =
      new View("", false, 0, List.of(), Optional.empty(), new Item("deep", 3));

  @Test
  void writesTextAsItIs() throws IOException {
    assertEquals("a<b>&\"'=` 0 true\n", render("{{text}} {{zero}} {{flag}}\n", SOME));
  }

  @Test
  void leavesNoBlankLineForASectionOnALineOfItsOwn() throws IOException {
    String template =
        "begin\n{{#items}}\n  {{name}}:{{port}}\n{{/items}}\n{{^items}}\nnone\n{{/items}}\nend\n";
    assertEquals("begin\n  x:1\n  y:2\nend\n", render(template, SOME));
    assertEquals("begin\nnone\nend\n", render(template, NONE));
  }

  @Test
  void optionalIsAbsentOrItsValue() throws IOException {
    String template = "{{#note}}\nnote {{.}}\n{{/note}}\n{{^note}}\nno note\n{{/note}}\n";
    assertEquals("note n\n", render(template, SOME));
    assertEquals("no note\n", render(template, NONE));
  }

  @Test
  void recordOpensItsOwnScope() throws IOException {
    assertEquals("deep 3 a\n", render("{{#nested}}{{name}} {{port}} a{{/nested}}\n", SOME));
  }

  @Test
  void indentsEveryLineOfAPartial() throws IOException {
    Files.writeString(templates.resolve("part.mustache"), "a: 1\nb: 2\n");
    assertEquals("x:\n  a: 1\n  b: 2\ny: 0\n", render("x:\n  {{>part}}\ny: {{zero}}\n", SOME));
  }

  @Test
  void namesThatNoViewHasAreErrorsWithTheirLine() {
    RenderException failure = fails("first\n{{nope}}\n", SOME);
    assertTrue(failure.getMessage().contains("'nope'"), failure.getMessage());
    assertTrue(failure.getMessage().contains(":2"), failure.getMessage());
  }

  @Test
  void neverCallsMethodsOfOtherObjects() {
    for (String tag :
        List.of("{{hashCode}}", "{{text.length}}", "{{#items}}{{name.isEmpty}}{{/items}}")) {
      fails(tag + "\n", SOME);
    }
  }

  @Test
  void refusesSectionsOnTextAndNumbers() {
    fails("{{#text}}x{{/text}}\n", SOME);
    fails("{{#zero}}x{{/zero}}\n", SOME);
    fails("{{^zero}}x{{/zero}}\n", SOME);
  }

  @Test
  void refusesToPrintListsOptionalsAndRecords() {
    fails("{{items}}\n", SOME);
    fails("{{note}}\n", SOME);
    fails("{{nested}}\n", SOME);
  }

  @Test
  void refusesAViewOfAnotherType() throws IOException {
    Files.writeString(templates.resolve("t.mustache"), "x\n");
    ArtifactType type = new ArtifactType("m.t", "t.mustache", View.class, Format.TEXT, "none");
    Content other = new Content.View(new Item("x", 1));
    assertThrows(
        RenderException.class, () -> new Renderer(templates).render(type, "/etc/t", other));
  }

  @Test
  void namesTheArtifactAndTheLineThatIsNotWellFormed() {
    RenderException failure = fails("a: 1\na: 2\n", SOME, Format.YAML);
    assertTrue(
        failure.getMessage().startsWith("/etc/t:2: not accepted as YAML"), failure.getMessage());
  }

  @Test
  void listsSecretsAndChecksTheFileWithStandIns() {
    ArtifactType type = new ArtifactType("m.t", "none", Void.class, Format.JSON, "none");
    String text = "{\"a\": {secret:p/b@abcdefgh|yaml}, \"b\": {secret:p/a@abcdefgh|yaml}}\n";
    Rendered rendered = new Renderer(templates).render(type, "/x", new Content.Text(text));
    assertEquals(List.of("p/a@abcdefgh|yaml", "p/b@abcdefgh|yaml"), rendered.secrets());
    assertEquals(text, new String(rendered.bytes(), StandardCharsets.UTF_8));
  }

  @Test
  void acceptsAFileThatIsASecret() {
    ArtifactType type = new ArtifactType("m.t", "none", Void.class, Format.PEM, "none");
    Content key = new Content.Text("{secret:pki/etcd/etcd-1.key@abcdefgh}");
    assertEquals(
        List.of("pki/etcd/etcd-1.key@abcdefgh"),
        new Renderer(templates).render(type, "/x", key).secrets());
  }

  @Test
  void refusesMisspeltReferencesAndUnknownFilters() {
    fails("{secret:x@short}\n", SOME);
    fails("{secret:x@abcdefgh|nope}\n", SOME);
    fails("{secret:x}\n", SOME);
  }

  private String render(String template, View view) throws IOException {
    return new String(rendered(template, view, Format.TEXT).bytes(), StandardCharsets.UTF_8);
  }

  private Rendered rendered(String template, View view, Format format) throws IOException {
    Files.writeString(templates.resolve("t.mustache"), template);
    ArtifactType type = new ArtifactType("m.t", "t.mustache", View.class, format, "none");
    return new Renderer(templates).render(type, "/etc/t", new Content.View(view));
  }

  private RenderException fails(String template, View view) {
    return fails(template, view, Format.TEXT);
  }

  private RenderException fails(String template, View view, Format format) {
    return assertThrows(RenderException.class, () -> rendered(template, view, format));
  }
}
