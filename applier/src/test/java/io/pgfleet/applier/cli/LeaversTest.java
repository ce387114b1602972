package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgfleet.applier.node.FakeFile;
import io.pgfleet.applier.tree.TreeCommits;
import io.pgfleet.applier.tree.TreeFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that leave the inventory with everything that runs on them. */
final class LeaversTest {
  private static final String STAYS = "10.0.0.1";
  private static final String LEAVES = "10.0.0.2";
  private static final String PENDING = "pending removal: 10.0.0.2 left the inventory";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Terminal terminal;
  private TreeCommits commits;

  @BeforeEach
  void twoHostsWithData() {
    terminal = new Terminal(folder);
    List.of(STAYS, LEAVES).forEach(terminal::machine);
    commits = new TreeCommits(folder);
    committed("one", STAYS, LEAVES);
    assertEquals(0, terminal.apply(), terminal::said);
    terminal.machine(LEAVES).forgetEvents();
  }

  private void committed(String text, String... hosts) {
    terminal.tree(
        tree -> {
          for (String host : hosts) {
            store(tree, host, text);
          }
        });
    commits.commit("out", text);
  }

  private static void store(TreeFolder tree, String host, String text) {
    String nodes = "\"nodes\":[\"" + host + "\"],\"module\":\"store\",";
    tree.node(host)
        .step("one", "{" + nodes + "\"id\":\"files@" + host + "\",\"kind\":\"place\"}")
        .step(
            "one",
            "{"
                + nodes
                + "\"id\":\"unit@"
                + host
                + "\",\"kind\":\"unit\",\"unit\":\"store.service\",\"stateful\":true}")
        .file(host, "files@" + host, "/etc/store.conf", text)
        .file(host, "files@" + host, "/etc/systemd/system/store.service", "[Service]\n");
  }

  private void left() {
    committed("two", STAYS);
  }

  @Test
  void aPlanShowsThemBeforeAndAfterTheOthersWereBroughtUpToDate() throws IOException {
    left();
    assertEquals(2, terminal.apply("--plan"), terminal::said);
    assertTrue(terminal.out().contains(PENDING), terminal::said);
    assertEquals(0, terminal.apply(), terminal::said);
    assertEquals(0, terminal.apply("--plan", "--output", "json"), terminal::said);
    JsonNode plan = JSON.readTree(terminal.out());
    assertEquals(LEAVES, plan.path("goneHosts").path(0).asText(), terminal::said);
    assertEquals(List.of(), terminal.machine(LEAVES).events(), "a run leaves it alone");
  }

  @Test
  void removalWorksFromWhatTheHostRemembers() {
    left();
    assertEquals(2, terminal.sub("run", "remove", LEAVES, "--plan"), terminal::said);
    assertTrue(terminal.out().contains("stop store.service"), terminal::said);
    assertEquals(List.of(), terminal.machine(LEAVES).events());
    assertEquals(4, terminal.sub("run", "remove", LEAVES), terminal::said);
    assertEquals(List.of(), terminal.machine(LEAVES).events(), "nobody typed its name");
    assertEquals(0, terminal.sub("run", "remove", LEAVES, "--yes", LEAVES), terminal::said);
    assertEquals(
        List.of(
            "stop store.service",
            "remove /etc/systemd/system/store.service",
            "remove /etc/store.conf"),
        terminal.machine(LEAVES).events());
    terminal.apply("--plan");
    assertFalse(terminal.out().contains("pending removal"), terminal::said);
    assertEquals(0, terminal.sub("history"), terminal::said);
    assertTrue(terminal.out().contains("  taken-away  "), terminal::said);
  }

  @Test
  void aHostThatWasTakenAwayBelongsToNobodyAndMayComeBack() {
    left();
    assertEquals(0, terminal.sub("run", "remove", LEAVES, "--yes", LEAVES), terminal::said);
    String record =
        new String(
            terminal.machine(LEAVES).record().orElseThrow(),
            java.nio.charset.StandardCharsets.UTF_8);
    assertFalse(record.contains("\"environment\":\"test\""), record);
    committed("three", STAYS, LEAVES);
    assertEquals(0, terminal.apply(), terminal::said);
    assertEquals("three", terminal.machine(LEAVES).files().get("/etc/store.conf").text());
    committed("four", STAYS);
    terminal.apply("--plan");
    assertTrue(terminal.out().contains(PENDING), "it left for the second time");
  }

  @Test
  void aHostThatIsLostIsForgottenWithoutAskingIt() {
    left();
    terminal.machine(LEAVES).unplug();
    assertEquals(6, terminal.sub("run", "remove", LEAVES, "--yes", LEAVES), terminal::said);
    terminal.apply("--plan");
    assertTrue(terminal.out().contains(PENDING), "it is still there, as far as anybody knows");
    assertEquals(
        0, terminal.sub("run", "remove", LEAVES, "--lost", "--yes", LEAVES), terminal::said);
    terminal.apply("--plan");
    assertFalse(terminal.out().contains("pending removal"), terminal::said);
  }

  @Test
  void aHostThatWorksForAnotherEnvironmentNowIsLeftAlone() throws IOException {
    left();
    terminal.machine(LEAVES).record(recordedFor("elsewhere"));
    for (String word : List.of("--yes=" + LEAVES, "--plan")) {
      assertEquals(4, terminal.sub("run", "remove", LEAVES, word), terminal::said);
      assertTrue(
          terminal.err().contains("belongs to environment 'elsewhere' now; if it left this one"),
          terminal::said);
      assertEquals(List.of(), terminal.machine(LEAVES).events(), "nothing happens there");
    }
    assertEquals(
        0, terminal.sub("run", "remove", LEAVES, "--lost", "--yes", LEAVES), terminal::said);
    assertEquals(List.of(), terminal.machine(LEAVES).events(), "forgotten without asking it");
    terminal.apply("--plan");
    assertFalse(terminal.out().contains("pending removal"), terminal::said);
  }

  /** What the machine remembers, as if a run of another environment had written it. */
  private byte[] recordedFor(String environment) throws IOException {
    ObjectNode record = (ObjectNode) JSON.readTree(terminal.machine(LEAVES).record().orElseThrow());
    assertEquals("test", record.path("environment").asText());
    return JSON.writeValueAsBytes(record.put("environment", environment));
  }

  @Test
  void aHostOfTheInventoryIsNeverLost() {
    assertEquals(4, terminal.sub("run", "remove", LEAVES, "--lost", "--yes", LEAVES));
    assertTrue(terminal.err().contains("is in the inventory"), terminal::said);
  }

  @Test
  void aHostThatNoCommitEverKnewIsRefusedWithThoseThatAreThere() {
    assertEquals(64, terminal.sub("run", "remove", "10.0.0.9", "--yes", "10.0.0.9"));
    assertTrue(terminal.err().contains("there is no host '10.0.0.9'"), terminal::said);
    assertEquals(64, terminal.sub("run", "remove", LEAVES, "--missing"));
    assertTrue(terminal.err().contains("no argument of 'remove' 'missing'"), terminal::said);
  }

  @Test
  void whatSomebodyChangedThereStaysAndIsTold() {
    left();
    terminal.machine(LEAVES).files().put("/etc/store.conf", FakeFile.file("by hand", "0644"));
    assertEquals(0, terminal.sub("run", "remove", LEAVES, "--yes", LEAVES), terminal::said);
    assertEquals("by hand", terminal.machine(LEAVES).files().get("/etc/store.conf").text());
    assertTrue(terminal.said().contains("/etc/store.conf"), terminal::said);
  }
}
