package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pgfleet.applier.tree.TreeCommits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits that were applied, what is known of them later, and the way back to one. */
final class HistoryTest {
  private static final String A = "10.0.0.1";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Terminal terminal;
  private TreeCommits commits;

  @BeforeEach
  void aCheckout() {
    terminal = new Terminal(folder);
    terminal.machine(A).answer(List.of("healthy"), 0, "");
    commits = new TreeCommits(folder);
  }

  private String committed(String text) {
    terminal.tree(
        tree ->
            tree.node(A)
                .step(
                    "one",
                    "{\"id\":\"f\",\"module\":\"base\",\"kind\":\"place\",\"nodes\":[\"10.0.0.1\"]}")
                .step(
                    "two",
                    "{\"id\":\"g\",\"module\":\"base\",\"kind\":\"gate\",\"after\":[\"f\"],\"nodes\":[\"10.0.0.1\"],"
                        + "\"deadlineSeconds\":0,\"probe\":{\"kind\":\"command\",\"argv\":[\"healthy\"]}}")
                .file(A, "f", "/etc/motd", text));
    return commits.commit("out", text);
  }

  private String motd() {
    return terminal.machine(A).files().get("/etc/motd").text();
  }

  @Test
  void tellsCommitsWhoWhenHostsStepsAndResults() throws IOException {
    String one = committed("one");
    assertEquals(0, terminal.apply(), terminal::said);
    String two = committed("two");
    terminal.machine(A).answer(List.of("healthy"), 1, "");
    assertEquals(5, terminal.apply(), terminal::said);
    assertEquals(0, terminal.sub("history", "--output", "json"), terminal::said);
    JsonNode runs = JSON.readTree(terminal.out()).path("runs");
    assertEquals(2, runs.size(), terminal::said);
    JsonNode latest = runs.get(0);
    JsonNode first = runs.get(1);
    if (first.path("result").asText().equals("rolled-back")) {
      latest = runs.get(1);
      first = runs.get(0);
    }
    assertEquals(two, latest.path("commit").asText());
    assertEquals("rolled-back", latest.path("result").asText());
    assertEquals(one, first.path("commit").asText());
    assertEquals("done", first.path("result").asText());
    assertEquals(System.getProperty("user.name"), first.path("who").asText().split("@")[0]);
    assertEquals(A, first.path("hosts").path(0).asText());
    assertTrue(first.path("at").asText().matches("\\d{4}-.*Z"), terminal::said);
    assertEquals("f", first.path("steps").path(0).path("step").asText());
    assertEquals("g", first.path("steps").path(1).path("step").asText());
    assertEquals(0, terminal.sub("history"));
    assertTrue(terminal.out().contains("  done  commit " + one.substring(0, 10)), terminal::said);
    assertTrue(commits.note(one).contains("\"result\":\"done\""), commits.note(one));
  }

  @Test
  void knowsRunsWhoseMachinesAreSilentAndRunsWithoutANote() throws IOException {
    committed("one");
    assertEquals(0, terminal.apply(), terminal::said);
    terminal.machine(A).unplug();
    assertEquals(0, terminal.sub("history"), terminal::said);
    assertTrue(terminal.out().contains("  done  commit "), terminal::said);
    assertTrue(terminal.err().contains("its journal is left out"), terminal::said);
    terminal.machine(A).plugIn();
    commits.forgetNotes();
    assertEquals(0, terminal.sub("history"), terminal::said);
    assertTrue(terminal.out().contains("  done  commit "), terminal::said);
  }

  @Test
  void aPlanSaysHowLongItTookTheLastTime() throws IOException {
    committed("one");
    terminal.apply("--plan", "--output", "json");
    assertEquals(0, JSON.readTree(terminal.out()).path("estimatedMilliseconds").asLong());
    terminal
        .machine(A)
        .answer(
            List.of("healthy")::equals,
            any -> {
              java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
              return new io.pgfleet.applier.node.Outcome(0, "", "");
            });
    assertEquals(0, terminal.apply());
    committed("two");
    assertEquals(2, terminal.apply("--plan", "--output", "json"));
    assertTrue(JSON.readTree(terminal.out()).path("estimatedMilliseconds").asLong() >= 20);
  }

  @Test
  void goesBackToTheCommitBeforeAndAgainToTheOneBeforeThat() {
    for (String text : List.of("one", "two", "three")) {
      committed(text);
      assertEquals(0, terminal.apply(), terminal::said);
    }
    assertEquals(2, terminal.sub("rollback", "--plan"), terminal::said);
    assertEquals("three", motd());
    assertEquals(0, terminal.sub("rollback"), terminal::said);
    assertEquals("two", motd());
    assertEquals(0, terminal.sub("rollback"), terminal::said);
    assertEquals("one", motd());
    assertEquals(4, terminal.sub("rollback"), terminal::said);
    assertTrue(terminal.err().contains("no machine remembers an earlier commit; name one with"));
    assertEquals(0, terminal.apply(), terminal::said);
    assertEquals("three", motd(), "later commits descend from the one that was gone back to");
  }

  private void rotated(String value, String revision) {
    terminal.write(
        "inventories/test/secrets.yml",
        "formatVersion: 1\nsecrets:\n  door: {value: "
            + value
            + ", revision: "
            + revision
            + ", salt: T6i8xM0WGQkoqXkWFjsukA==}\n");
    commits.commit("inventories", revision);
    committed("{secret:door@" + revision + "}");
    assertEquals(0, terminal.apply(), terminal::said);
  }

  @Test
  void goesBackAcrossASecretThatWasRotatedMeanwhile() {
    rotated("first-value", "aaaaaaaa");
    rotated("second-value", "bbbbbbbb");
    assertEquals("second-value", motd());
    assertEquals(0, terminal.sub("rollback"), terminal::said);
    assertEquals("first-value", motd());
    assertFalse(terminal.said().contains("first-value"), "no value is printed");
  }

  @Test
  void goesBackToWhereARunThatStoppedHalfWayCameFrom() {
    String one = committed("one");
    assertEquals(0, terminal.apply(), terminal::said);
    committed("two");
    terminal
        .machine(A)
        .faults()
        .failAt(
            terminal.machine(A).faults().count() + 8,
            io.pgfleet.applier.node.FakeFaults.Moment.AFTER);
    assertEquals(6, terminal.apply(), terminal::said);
    assertEquals("two", motd());
    terminal.apply("--plan");
    assertTrue(terminal.out().contains("partial: 10.0.0.1 is on its way to "), terminal::said);
    assertEquals(0, terminal.sub("rollback"), terminal::said);
    assertTrue(terminal.err().contains("going back to commit " + one), terminal::said);
    assertEquals("one", motd());
    assertFalse(terminal.err().contains("two"));
  }

  @Test
  void aRollbackThatFailsIsNoSuccess() {
    committed("one");
    assertEquals(0, terminal.apply(), terminal::said);
    committed("two");
    assertEquals(0, terminal.apply(), terminal::said);
    terminal.machine(A).answer(List.of("healthy"), 1, "");
    assertEquals(5, terminal.sub("rollback"), terminal::said);
    assertEquals("two", motd());
  }
}
