package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pgfleet.applier.tree.TreeFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only some machines, only some modules, some machines first, and machines that do not answer. */
final class ScopeTest {
  private static final List<String> HOSTS = List.of("10.0.0.1", "10.0.0.2", "10.0.0.3");
  private static final String NODES = "\"nodes\":[\"10.0.0.1\",\"10.0.0.2\",\"10.0.0.3\"],";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Terminal terminal;

  @BeforeEach
  void threeMachines() {
    terminal = new Terminal(folder);
    HOSTS.forEach(host -> terminal.machine(host).answer(List.of("healthy"), 0, ""));
    terminal.tree(motd("hello"));
  }

  private static Consumer<TreeFolder> motd(String text) {
    return tree -> {
      HOSTS.forEach(tree::node);
      tree.step(
              "one",
              "{\"id\":\"f\",\"module\":\"base\",\"kind\":\"place\","
                  + NODES
                  + "\"title\":\"place\"}")
          .step(
              "one",
              "{\"id\":\"g\",\"module\":\"web\",\"kind\":\"place\","
                  + NODES
                  + "\"title\":\"place web\"}")
          .step(
              "two",
              "{\"id\":\"gate\",\"module\":\"base\",\"kind\":\"gate\",\"after\":[\"f\"],"
                  + NODES
                  + "\"title\":\"wait\",\"probe\":{\"kind\":\"command\",\"argv\":[\"healthy\"]},"
                  + "\"deadlineSeconds\":0}");
      for (String host : HOSTS) {
        tree.file(host, "f", "/etc/motd", text).file(host, "g", "/etc/web", text);
      }
    };
  }

  private String motdOf(int host) {
    var file = terminal.machine(HOSTS.get(host)).files().get("/etc/motd");
    return file == null ? "" : file.text();
  }

  private void members(String... hosts) {
    terminal.tree(
        tree -> {
          motd("hello").accept(tree);
          tree.group("quorum", hosts);
        });
  }

  @Test
  void aPlanShowsAHostThatDoesNotAnswerAsUnknownAndPlansTheOthers() throws IOException {
    terminal.machine(HOSTS.get(1)).unplug();
    assertEquals(2, terminal.apply("--plan"), terminal::said);
    assertTrue(terminal.out().contains("place on 10.0.0.1: place (/etc/motd)"), terminal::said);
    assertTrue(terminal.out().contains("  ? 10.0.0.2  tried to connect to 10.0.0.2 but failed"));
    assertFalse(terminal.out().contains("place on 10.0.0.2"));
    terminal.apply("--plan", "--output", "json");
    JsonNode plan = JSON.readTree(terminal.out());
    assertTrue(plan.path("unknown").path("10.0.0.2").asText().startsWith("tried to connect"));
  }

  @Test
  void aPlanWithNothingToDoButAnUnknownHostEndsWith6() {
    assertEquals(0, terminal.apply(), terminal::said);
    terminal.machine(HOSTS.get(1)).unplug();
    assertEquals(6, terminal.apply("--plan"), terminal::said);
    assertTrue(terminal.out().contains("unknown, because they do not answer:"), terminal::said);
  }

  @Test
  void aRunStopsAtAHostThatDoesNotAnswerBeforeItChangesAnything() {
    terminal.machine(HOSTS.get(1)).unplug();
    assertEquals(6, terminal.apply(), terminal::said);
    assertEquals(List.of(), terminal.machine(HOSTS.get(0)).events());
  }

  @Test
  void aLimitSaysWhatStaysPendingElsewhere() throws IOException {
    assertEquals(2, terminal.apply("--plan", "--limit", "10.0.0.1,node-10.0.0.2"));
    assertTrue(terminal.out().contains("left out, stay as they are: 10.0.0.3\n"), terminal::said);
    assertTrue(
        terminal.out().contains("  10.0.0.3 stays pending: /etc/motd, /etc/web, wait\n"),
        terminal::said);
    terminal.apply("--plan", "--limit", "10.0.0.1,10.0.0.2", "--output", "json");
    JsonNode plan = JSON.readTree(terminal.out());
    assertEquals("/etc/motd", plan.path("pendingElsewhere").path("10.0.0.3").path(0).asText());
    assertEquals(0, terminal.apply("--limit", "10.0.0.1"));
    assertEquals("hello", motdOf(0));
    assertEquals("", motdOf(1));
  }

  @Test
  void aLimitWorksWhileOtherMachinesAreDown() {
    terminal.machine(HOSTS.get(2)).unplug();
    assertEquals(0, terminal.apply("--limit", "10.0.0.1"), terminal::said);
    assertEquals("hello", motdOf(0));
  }

  @Test
  void aLimitNamesAGroup() {
    members("10.0.0.1", "10.0.0.2");
    assertEquals(0, terminal.apply("--limit", "quorum"), terminal::said);
    assertEquals("hello", motdOf(1));
    assertEquals("", motdOf(2));
    assertEquals(64, terminal.apply("--limit", "nobody"));
    assertTrue(terminal.err().contains("use one of 10.0.0.1, 10.0.0.2, 10.0.0.3, quorum"));
  }

  @Test
  void aLimitNeverSplitsAChangeOfMembers() {
    members("10.0.0.1", "10.0.0.2");
    assertEquals(4, terminal.apply("--limit", "10.0.0.1"), terminal::said);
    assertTrue(
        terminal
            .err()
            .contains(
                "the members of 'quorum' change from nobody to 10.0.0.1, 10.0.0.2, which must not"
                    + " be split; use --limit quorum, or no limit"),
        terminal::said);
    assertEquals(List.of(), terminal.machine(HOSTS.get(0)).events());
    assertEquals(0, terminal.apply(), terminal::said);
    assertEquals(0, terminal.apply("--limit", "10.0.0.1"), terminal::said);
    members("10.0.0.1", "10.0.0.2", "10.0.0.3");
    assertEquals(4, terminal.apply("--limit", "10.0.0.3"), terminal::said);
    assertTrue(terminal.err().contains("change from 10.0.0.1, 10.0.0.2 to"), terminal::said);
    assertEquals(4, terminal.apply("--canary", "10.0.0.3"), terminal::said);
    assertEquals(0, terminal.apply("--limit", "quorum"), terminal::said);
  }

  @Test
  void aModuleIsAppliedAloneAndTheRestStaysPending() {
    assertEquals(64, terminal.apply("--module", "nonsense"));
    assertTrue(terminal.err().contains("use one of base, web"), terminal::said);
    assertEquals(0, terminal.apply("--module", "web"), terminal::said);
    assertEquals(List.of("put /etc/web"), terminal.machine(HOSTS.get(0)).events());
    assertEquals(2, terminal.apply("--plan"));
    assertFalse(terminal.out().contains("/etc/web"), terminal::said);
    assertEquals(0, terminal.apply());
    assertEquals(0, terminal.apply("--plan"));
    terminal.tree(
        tree -> {
          HOSTS.forEach(tree::node);
          tree.step(
              "one",
              "{\"id\":\"f\",\"module\":\"base\",\"kind\":\"place\","
                  + NODES
                  + "\"title\":\"place\"}");
          HOSTS.forEach(host -> tree.file(host, "f", "/etc/motd", "new"));
        });
    assertEquals(0, terminal.apply("--module", "base"), terminal::said);
    assertEquals("new", motdOf(0));
    assertTrue(terminal.machine(HOSTS.get(0)).files().containsKey("/etc/web"), "not of the module");
    assertEquals(0, terminal.apply());
    assertFalse(terminal.machine(HOSTS.get(0)).files().containsKey("/etc/web"));
  }

  @Test
  void theOthersFollowOnlyIfTheCanaryIsWell() {
    terminal.machine(HOSTS.get(1)).answer(List.of("healthy"), 1, "");
    assertEquals(5, terminal.apply("--canary", "10.0.0.2"), terminal::said);
    assertEquals(List.of(), terminal.machine(HOSTS.get(0)).events());
    terminal.machine(HOSTS.get(1)).answer(List.of("healthy"), 0, "");
    assertEquals(0, terminal.apply("--canary", "10.0.0.2"), terminal::said);
    assertEquals("hello", motdOf(2));
    assertEquals(64, terminal.apply("--canary", "10.0.0.2", "--limit", "10.0.0.1"));
  }

  @Test
  void goesOnWithoutAMachineThatFailsIfItMay() {
    terminal.machine(HOSTS.get(1)).answer(List.of("healthy"), 1, "");
    assertEquals(6, terminal.apply("--max-fail", "1"), terminal::said);
    assertTrue(terminal.out().contains("done, but not on 10.0.0.2; run the same"), terminal::said);
    assertEquals("hello", motdOf(0));
    assertEquals("", motdOf(1), "it was rolled back");
    assertEquals("hello", motdOf(2));
    assertEquals(5, terminal.apply(), "the others have nothing to do any more");
  }

  @Test
  void goesOnWithoutAMachineThatDoesNotAnswerIfItMay() {
    terminal.machine(HOSTS.get(1)).unplug();
    terminal.machine(HOSTS.get(2)).answer(List.of("healthy"), 1, "");
    assertEquals(5, terminal.apply("--max-fail", "1"), terminal::said);
    terminal.machine(HOSTS.get(2)).answer(List.of("healthy"), 0, "");
    assertEquals(6, terminal.apply("--max-fail", "1"), terminal::said);
    assertTrue(terminal.out().contains("done, but not on 10.0.0.2"), terminal::said);
    assertEquals("hello", motdOf(2));
  }

  @Test
  void aMemberOfAQuorumAlwaysStopsTheRun() {
    Consumer<TreeFolder> quorum =
        tree -> {
          motd("two").accept(tree);
          tree.step(
              "three",
              "{\"id\":\"q\",\"module\":\"base\",\"kind\":\"run\",\"disruption\":\"q\","
                  + NODES
                  + "\"argv\":[\"join\"]}");
        };
    HOSTS.forEach(host -> terminal.machine(host).answer(List.of("join"), 1, "no"));
    terminal.tree(quorum);
    assertEquals(5, terminal.apply("--max-fail", "3"), terminal::said);
    assertFalse(terminal.machine(HOSTS.get(1)).events().contains("run join"));
  }

  @Test
  void nonsenseIsRefused() {
    assertEquals(64, terminal.apply("--max-parallel", "0"));
    assertEquals(64, terminal.apply("--max-fail", "-1"));
    assertEquals(0, terminal.apply("--max-parallel", "1"), terminal::said);
  }
}
