package io.pgfleet.applier.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeTest {
  private static final String PLACE =
      "{'id':'web.files','kind':'place','nodes':['10.0.0.1']}".replace('\'', '"');

  @TempDir Path folder;

  private TreeFolder small() {
    return new TreeFolder(folder)
        .node("10.0.0.1")
        .step("node", PLACE)
        .directory("10.0.0.1", "web.files", "/etc/web")
        .file("10.0.0.1", "web.files", "/etc/web/web.conf", "port = 80\n")
        .block("10.0.0.1", "web.files", "/etc/hosts", "web", "10.0.0.1 web\n")
        .link("10.0.0.1", "web.files", "/web", "/etc/web")
        .payload("groups/main/roles.sql", "SELECT 1;\n");
  }

  @Test
  void readsEntriesPayloadsAndConnections() {
    Tree tree = Tree.read(small().written());

    assertEquals("test", tree.environment());
    List<Entry> entries = tree.entries("10.0.0.1");
    assertEquals(4, entries.size());
    assertEquals("port = 80\n", text(tree.payload("10.0.0.1", entries.get(1))));
    assertEquals("/etc/hosts#web", entries.get(2).name());
    assertEquals("10.0.0.1 web\n", text(tree.payload("10.0.0.1", entries.get(2))));
    assertEquals("SELECT 1;\n", text(tree.payload("groups/main/roles.sql")));
    assertEquals("admin", tree.connections().get("10.0.0.1").user());
    assertEquals("uncommitted", tree.commit().text());
  }

  @Test
  void fillsInWhatAStepLeavesOut() {
    Step step = Tree.read(small().written()).steps().get(0);

    assertEquals("each", step.target().kind());
    assertEquals("all", step.strategy().kind());
    assertEquals("none", step.undo().kind());
    assertEquals(60, step.timeoutSeconds());
    assertTrue(step.guardOverrules());
    assertEquals("{}", step.details().toString());
  }

  @Test
  void keepsTheFieldsOfAStepsKindApart() {
    small()
        .step(
            "node",
            """
            {"id":"web.unit","kind":"unit","nodes":["10.0.0.1"],"unit":"web.service",
             "restartOn":["/etc/web/web.conf"],"strategy":{"kind":"batch","size":2},
             "guard":{"argv":["true"],"stdin":"groups/main/roles.sql"},
             "undo":{"argv":["stop-it"]}}
            """)
        .written();

    Step step = Tree.read(folder).steps().get(1);

    assertEquals("web.service", step.details().get("unit").asText());
    assertEquals(2, step.details().size());
    assertEquals(2, step.strategy().size());
    assertEquals("groups/main/roles.sql", step.guard().orElseThrow().stdin().orElseThrow());
    assertEquals(List.of("stop-it"), step.undo().argv());
  }

  @Test
  void refusesContentThatItsManifestDoesNotName() throws IOException {
    small().written();
    Files.writeString(folder.resolve("nodes/10.0.0.1/files/etc/web/web.conf"), "port = 81\n");
    Files.delete(folder.resolve("groups/main/roles.sql"));

    List<String> problems = problems();

    assertEquals(2, problems.size(), problems.toString());
    assertTrue(problems.get(0).contains("web.conf: is not the content"), problems.get(0));
    assertTrue(problems.get(1).contains("roles.sql: is named by a manifest but does not exist"));
  }

  @Test
  void refusesAnEditedNodeManifest() throws IOException {
    small().written();
    Path manifest = folder.resolve("nodes/10.0.0.1/manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replace("0750", "0777"));

    assertTrue(problems().get(0).contains("manifest.json: is not the content"));
  }

  @Test
  void refusesPathsThatLeadElsewhere() {
    small().link("10.0.0.1", "web.files", "/srv/../etc/shadow", "/x").written();

    assertTrue(problems().get(0).contains("is not a plain absolute path"), problems().get(0));
  }

  @Test
  void refusesAnEntryBelowALinkOfTheTree() {
    small().directory("10.0.0.1", "web.files", "/web/data").written();

    assertTrue(problems().get(0).contains("passes through the link '/web'"), problems().get(0));
  }

  @Test
  void refusesAPayloadBehindALink() throws IOException {
    small().written();
    Path payload = folder.resolve("groups/main/roles.sql");
    Path elsewhere = folder.resolve("elsewhere.sql");
    Files.move(payload, elsewhere);
    Files.createSymbolicLink(payload, elsewhere);

    assertTrue(problems().get(0).contains("passes through a link"), problems().get(0));
  }

  @Test
  void refusesEntriesWithoutAPlaceStep() {
    small().directory("10.0.0.1", "web.nothing", "/srv/web").written();

    assertTrue(problems().get(0).contains("'web.nothing', which is no place step"));
  }

  @Test
  void refusesAStepWhosePayloadIsMissing() {
    small()
        .step(
            "node",
            "{\"id\":\"r\",\"kind\":\"run\",\"argv\":[\"x\"],\"stdin\":\"groups/main/no.sql\"}")
        .written();

    assertTrue(problems().get(0).contains("needs the payload 'groups/main/no.sql'"));
  }

  @Test
  void refusesAnotherFormat() throws IOException {
    small().written();
    Path manifest = folder.resolve("manifest.json");
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replace("\"formatVersion\" : 1", "\"formatVersion\" : 2"));

    assertTrue(problems().get(0).contains("formatVersion is 2"), problems().get(0));
    assertTrue(problems().get(0).endsWith("use a newer applier"));
  }

  @Test
  void refusesAnUnknownStepKind() {
    small().step("node", "{\"id\":\"magic\",\"kind\":\"magic\"}").written();

    assertTrue(problems().get(0).contains("kind 'magic' is unknown here"), problems().get(0));
  }

  @Test
  void saysWhereTheJsonIsBroken() throws IOException {
    small().written();
    Files.writeString(folder.resolve("manifest.json"), "{\n\"a\": 1,\n");

    assertTrue(problems().get(0).contains("manifest.json:"), problems().get(0));
    assertTrue(problems().get(0).contains("is not JSON"), problems().get(0));
  }

  @Test
  void namesTheCommitAndWhetherTheTreeDiffersFromIt() throws IOException, GitAPIException {
    Path out = folder.resolve("out/test");
    new TreeFolder(out)
        .node("10.0.0.1")
        .step("node", PLACE)
        .file("10.0.0.1", "web.files", "/etc/motd", "hello\n")
        .written();
    try (Git git = Git.init().setDirectory(folder.toFile()).call()) {
      git.add().addFilepattern("out").call();
      String first = commit(git);

      assertEquals(first, Tree.read(out).commit().text());

      Files.writeString(folder.resolve("unrelated"), "x");
      assertFalse(Tree.read(out).commit().dirty());

      new TreeFolder(out)
          .node("10.0.0.1")
          .step("node", PLACE)
          .file("10.0.0.1", "web.files", "/etc/motd", "changed\n")
          .written();
      assertEquals(first + "-dirty", Tree.read(out).commit().text());

      git.add().addFilepattern("out").call();
      String second = commit(git);
      Tree before = Tree.read(out, first);
      assertEquals("hello\n", text(before.payload("10.0.0.1", before.entries("10.0.0.1").get(0))));
      try (Checkout checkout = Checkout.around(out)) {
        assertTrue(checkout.descends(second, first));
        assertFalse(checkout.descends(first, second));
        assertFalse(checkout.descends("0".repeat(40), first));
      }
    }
  }

  private static String commit(Git git) throws GitAPIException {
    return git.commit()
        .setSign(false)
        .setAuthor("Test", "test@example.org")
        .setCommitter("Test", "test@example.org")
        .setMessage("Compile")
        .call()
        .name();
  }

  private List<String> problems() {
    return assertThrows(TreeException.class, () -> Tree.read(folder)).problems();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
