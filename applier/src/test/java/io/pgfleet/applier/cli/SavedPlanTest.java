package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.node.FakeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans that are kept in a file, and carried out only while the world is as it was. */
final class SavedPlanTest {
  private static final String A = "10.0.0.1";

  @TempDir Path folder;
  private Terminal terminal;
  private String file;

  @BeforeEach
  void oneMachine() {
    terminal = new Terminal(folder);
    terminal.machine(A);
    file = folder.resolve("plan.json").toString();
    tree("one");
    assertEquals(0, terminal.apply(), terminal::said);
    tree("two");
    assertEquals(2, terminal.apply("--plan", "--save", file), terminal::said);
  }

  private void tree(String text) {
    terminal.tree(
        tree ->
            tree.node(A)
                .step(
                    "one",
                    "{\"id\":\"f\",\"module\":\"base\",\"kind\":\"place\",\"nodes\":[\"10.0.0.1\"]}")
                .file(A, "f", "/etc/motd", text)
                .file(A, "f", "/etc/issue", "same"));
  }

  private String motd() {
    return terminal.machine(A).files().get("/etc/motd").text();
  }

  @Test
  void isCarriedOutWhenNothingMoved() {
    assertEquals(0, terminal.apply("--plan-file", file), terminal::said);
    assertEquals("two", motd());
  }

  @Test
  void isRefusedWhenTheTreeChanged() {
    tree("three");
    assertEquals(8, terminal.apply("--plan-file", file), terminal::said);
    assertTrue(terminal.err().contains("the tree changed since the plan was saved"));
    assertEquals("one", motd());
  }

  @Test
  void isRefusedWhenAFileOnTheMachineChanged() {
    terminal.machine(A).files().put("/etc/issue", FakeFile.file("edited", "0644"));
    assertEquals(8, terminal.apply("--plan-file", file, "--yes"), terminal::said);
    assertTrue(terminal.err().contains("10.0.0.1 changed since the plan was saved; plan again"));
    assertEquals("one", motd());
  }

  @Test
  void isRefusedASecondTime() {
    assertEquals(0, terminal.apply("--plan-file", file), terminal::said);
    assertEquals(8, terminal.apply("--plan-file", file), terminal::said);
  }

  @Test
  void isRefusedWhenItIsSomethingElse() {
    terminal.write("plan.json", "{\"x\":1}");
    assertEquals(64, terminal.apply("--plan-file", file), terminal::said);
    assertTrue(terminal.err().contains("it is not a plan that this program saved"));
    assertEquals(64, terminal.apply("--plan-file", file + ".absent"), terminal::said);
  }

  @Test
  void holdsNoDigestOfContents() throws IOException {
    String text = Files.readString(Path.of(file));
    assertFalse(
        text.contains(
            io.pgfleet.applier.tree.Digests.sha256(
                "same".getBytes(java.nio.charset.StandardCharsets.UTF_8))),
        text);
    assertEquals(List.of(), terminal.machine(A).events().subList(2, 2));
  }
}
