package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pgfleet.applier.node.FakeFile;
import io.pgfleet.applier.node.FakeMachine;
import io.pgfleet.applier.node.FakeUnit;
import io.pgfleet.applier.node.Outcome;
import io.pgfleet.applier.tree.TreeFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody else changed, told apart, with when and who; and nothing is changed by it. */
final class DriftReportTest {
  private static final String A = "10.0.0.1";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Terminal terminal;
  private String live = "{\"theirs\":1}";

  @BeforeEach
  void aMachineThatIsAsItShouldBe() {
    terminal = new Terminal(folder);
    FakeMachine a = a();
    a.available().put("web", "1.0");
    a.answer(List.of("read")::equals, any -> new Outcome(0, live, ""));
    a.answer(List.of("write")::equals, command -> written(command.stdin()));
    a.answer(argv -> argv.get(0).equals("find"), command -> new Outcome(0, found(), ""));
    a.answer(
        argv -> argv.get(0).equals("stat"),
        command ->
            new Outcome(
                0,
                command.argv().stream()
                    .filter(word -> word.startsWith("/"))
                    .map(path -> path + "\0" + "1767225600\0" + "1767225500\0")
                    .collect(Collectors.joining()),
                ""));
    a.answer(
        argv -> argv.get(0).equals("journalctl"),
        command ->
            new Outcome(
                0,
                "   alice : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/usr/bin/vi /etc/web/web.conf\n"
                    + "   bob : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/usr/bin/ls\n",
                ""));
    terminal.tree(tree(2));
    assertEquals(0, terminal.apply(), terminal::said);
    assertEquals(0, terminal.sub("drift"), terminal::said);
    assertEquals("test: no drift on 1 hosts\n", terminal.out());
  }

  private Outcome written(byte[] patch) {
    try {
      live = "{\"ours\":" + JSON.readTree(patch).path("ours") + ",\"theirs\":1}";
      return new Outcome(0, "", "");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private FakeMachine a() {
    return terminal.machine(A);
  }

  private String found() {
    return a().files().keySet().stream()
        .filter(path -> path.matches("/etc/web/[^/]+"))
        .map(path -> path + "\0")
        .collect(Collectors.joining());
  }

  private static Consumer<TreeFolder> tree(int value) {
    String node = "\"nodes\":[\"10.0.0.1\"],";
    return tree ->
        tree.node(A)
            .step("one", "{\"id\":\"p\",\"kind\":\"packages\"," + node + "\"packages\":[\"web\"]}")
            .step("one", "{\"id\":\"f\",\"kind\":\"place\"," + node + "\"title\":\"place\"}")
            .step("one", "{\"id\":\"u\",\"kind\":\"unit\"," + node + "\"unit\":\"web.service\"}")
            .payload("groups/main/doc.json", "{\"ours\":" + value + "}")
            .step(
                "two",
                "{\"id\":\"l\",\"kind\":\"live\",\"group\":\"main\",\"target\":{\"kind\":\"any\"},"
                    + node
                    + "\"document\":\"groups/main/doc.json\",\"read\":[\"read\"],\"write\":[\"write\"]}")
            .step("two", "{\"id\":\"w\",\"kind\":\"watch\"," + node + "\"argv\":[\"by-hand\"]}")
            .directory(A, "f", "/etc/web")
            .file(A, "f", "/etc/web/web.conf", "one")
            .file(A, "f", "/etc/web/gone", "one")
            .file(A, "f", "/etc/systemd/system/web.service", "[Service]\n");
  }

  private JsonNode drift() {
    a().faults().refuseWrites();
    assertEquals(2, terminal.sub("drift", "--output", "json"), terminal::said);
    try {
      JsonNode drift = JSON.readTree(terminal.out()).path("drift");
      assertEquals(1, drift.size(), terminal::said);
      return drift.path(0);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void is(String kind, String name, String what) {
    JsonNode one = drift();
    assertEquals(kind, one.path("kind").asText());
    assertEquals(name, one.path("name").asText());
    assertEquals(what, one.path("what").asText());
  }

  @Test
  void aFileThatWasEditedWithWhenAndWho() {
    a().files().put("/etc/web/web.conf", FakeFile.file("edited", "0644"));
    JsonNode one = drift();
    assertEquals("file-edited", one.path("kind").asText());
    assertEquals("/etc/web/web.conf", one.path("name").asText());
    assertEquals("2026-01-01T00:00:00Z", one.path("when").asText());
    assertEquals("alice", one.path("who").asText());
  }

  @Test
  void aFileThatWasDeleted() {
    a().files().remove("/etc/web/gone");
    is("file-deleted", "/etc/web/gone", "deleted");
  }

  @Test
  void aFileWhoseModeWasChanged() {
    a().files().put("/etc/web/web.conf", FakeFile.file("one", "0666"));
    is("owner-or-mode", "/etc/web/web.conf", "is root:root 0666, was root:root 0644");
  }

  @Test
  void aForeignFileInAFolderOfOurs() {
    a().files().put("/etc/web/extra.conf", FakeFile.file("theirs", "0644"));
    is("foreign-file", "/etc/web/extra.conf", "nobody of ours put it there");
  }

  @Test
  void aUnitThatWasStopped() {
    a().units().put("web.service", FakeUnit.inactive());
    is("unit-state", "web.service", "is inactive and is disabled");
  }

  @Test
  void aPackageThatWasUpgraded() {
    a().packages().put("web", "2.0");
    is("package-version", "web", "is 2.0, was 1.0");
  }

  @Test
  void aPackageThatWasRemoved() {
    a().packages().remove("web");
    is("package-version", "web", "removed, was 1.0");
  }

  @Test
  void aDocumentThatWasChangedInTheService() {
    live = "{\"ours\":7,\"theirs\":1}";
    is("document", "groups/main/doc.json/ours", "changed in the service; no machine tells by whom");
  }

  @Test
  void aDocumentThatWasChangedByWhomAMachineRemembers() {
    live = "{\"ours\":7,\"theirs\":1}";
    long later = Instant.now().getEpochSecond() + 60;
    a().answer(
            List.of("by-hand"),
            0,
            edited(later, "mallory") + edited(later + 60, "alice") + edited(later + 30, "bob"));
    JsonNode one = drift();
    assertEquals("changed in the service", one.path("what").asText());
    assertEquals("alice", one.path("who").asText(), "the latest counts");
    assertEquals(Instant.ofEpochSecond(later + 60).toString(), one.path("when").asText());
  }

  @Test
  void whoChangedADocumentBeforeWeWroteItIsNotToBlame() {
    live = "{\"ours\":7,\"theirs\":1}";
    a().answer(List.of("by-hand"), 0, edited(1767225600, "alice"));
    JsonNode one = drift();
    assertEquals("changed in the service; no machine tells by whom", one.path("what").asText());
    assertTrue(one.path("who").isMissingNode(), one::toString);
  }

  @Test
  void whoChangedADocumentThatIsAsItShouldBeIsNoFinding() {
    a().answer(List.of("by-hand"), 0, edited(Instant.now().getEpochSecond() + 60, "alice"));
    assertEquals(0, terminal.sub("drift"), terminal::said);
  }

  private static String edited(long second, String who) {
    return "groups/main/doc.json\tedited\t" + second + "\t" + who + "\n";
  }

  @Test
  void whatOthersPutIntoTheDocumentIsNoDrift() {
    live = "{\"ours\":2,\"theirs\":9}";
    assertEquals(0, terminal.sub("drift"), terminal::said);
  }

  @Test
  void whatGitWantsButNobodyAppliedIsNoDrift() {
    terminal.tree(tree(3));
    assertEquals(0, terminal.sub("drift"), terminal::said);
    assertEquals(2, terminal.apply("--plan"));
  }

  @Test
  void aFileThatWasThereWhenTheRunFinishedIsNoDrift() {
    a().files().put("/etc/web/join.yml", FakeFile.file("made by a command", "0644"));
    terminal.tree(tree(3));
    assertEquals(0, terminal.apply(), terminal::said);
    assertEquals(0, terminal.sub("drift"), terminal::said);
  }

  @Test
  void tellsWhatAServiceWasToldByHand() {
    a().answer(List.of("by-hand"), 0, "limit\tset by hand\t1767225600\nnonsense\n");
    JsonNode found = drift();
    assertEquals("setting", found.path("kind").asText());
    assertEquals("limit", found.path("name").asText());
    assertEquals("set by hand", found.path("what").asText());
    assertEquals("2026-01-01T00:00:00Z", found.path("when").asText());
    assertEquals(0, terminal.apply("--plan"), "an apply has nothing to do with it");
  }

  @Test
  void prometheusGetsALineForEveryHostAndKind() {
    a().files().remove("/etc/web/gone");
    assertEquals(2, terminal.sub("drift", "--output", "prometheus"), terminal::said);
    assertTrue(
        terminal
            .out()
            .contains(
                "pgfleet_drift{environment=\"test\",host=\"10.0.0.1\",kind=\"file-deleted\"} 1\n"));
    assertTrue(terminal.out().contains("kind=\"file-edited\"} 0\n"), terminal::said);
    assertTrue(
        terminal.out().contains("pgfleet_drift_known{environment=\"test\",host=\"10.0.0.1\"} 1\n"));
  }

  @Test
  void aHostThatDoesNotAnswerIsUnknown() {
    a().unplug();
    assertEquals(6, terminal.sub("drift"), terminal::said);
    assertTrue(terminal.out().startsWith("10.0.0.1  unknown  tried to connect"), terminal::said);
  }

  @Test
  void inWordsForPeople() {
    a().files().put("/etc/web/web.conf", FakeFile.file("edited", "0644"));
    assertEquals(2, terminal.sub("drift"), terminal::said);
    assertEquals(
        "10.0.0.1  file-edited  /etc/web/web.conf  edited, 2026-01-01T00:00:00Z, by alice\n"
            + "test: 1 found on 1 hosts\n",
        terminal.out());
  }
}
