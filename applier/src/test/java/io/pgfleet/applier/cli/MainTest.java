package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pgfleet.applier.node.FakeNodes;
import io.pgfleet.applier.node.Holder;
import io.pgfleet.applier.node.Node;
import io.pgfleet.applier.tree.TreeFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line against machines in memory: words in, words and exit codes out. */
final class MainTest {
  private static final String A = "10.0.0.1";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final FakeNodes fleet = new FakeNodes();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void anEnvironment() throws IOException {
    fleet.machine(A);
    Files.createDirectories(folder.resolve("inventories/test"));
    Files.writeString(folder.resolve("inventories/test/env.yml"), "demo: true\n");
    tree(
        "{\"id\":\"files\",\"title\":\"place files\",\"kind\":\"place\",\"nodes\":[\"10.0.0.1\"]}");
  }

  private void tree(String... steps) {
    TreeFolder tree = new TreeFolder(folder.resolve("out/test")).node(A);
    for (String step : steps) {
      tree.step("one", step);
    }
    tree.file(A, "files", "/etc/motd", "hello\n").written();
  }

  private int apply(String... words) {
    out.reset();
    err.reset();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("XDG_STATE_HOME", folder.resolve("state").toString()));
    String[] common = {
      "--env", "test",
      "--out", folder.resolve("out").toString(),
      "--inventories", folder.resolve("inventories").toString()
    };
    String[] all = Stream.concat(Stream.of(common), Stream.of(words)).toArray(String[]::new);
    return new Main(console, (tree, inventory) -> fleet).run(all);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aPlanEndsWith2AndChangesNothing() {
    fleet.machine(A).faults().refuseWrites();
    assertEquals(2, apply("--plan"), this::err);
    assertTrue(out().contains("+ /etc/motd  new"), this::out);
    assertTrue(out().contains("place files on 10.0.0.1: place (/etc/motd)"), this::out);
  }

  @Test
  void appliesOnceThenSaysNothingToDo() throws IOException {
    assertEquals(0, apply(), this::err);
    assertEquals("hello\n", fleet.machine(A).files().get("/etc/motd").text());
    assertTrue(out().contains("done: 1 step acted"), this::out);
    try (Stream<Path> runs = Files.list(folder.resolve("state/pgfleet/test/runs"))) {
      assertEquals(1, runs.count());
    }
    assertEquals(0, apply());
    assertEquals("test: nothing to do\n", out());
    assertEquals(0, apply("--plan"));
  }

  @Test
  void thePlanIsADocumentToo() throws IOException {
    assertEquals(2, apply("--plan", "--output", "json"));
    JsonNode plan = JSON.readTree(out());
    assertEquals(1, plan.path("schemaVersion").asInt());
    assertEquals("/etc/motd", plan.path("changes").path(0).path("entry").asText());
    assertEquals("new", plan.path("changes").path(0).path("reason").asText());
    assertEquals("files", plan.path("steps").path(0).path("step").asText());
    assertFalse(plan.path("nothingToDo").asBoolean());
  }

  @Test
  void rollsBackWithItsOwnExitCode() throws IOException {
    tree(
        "{\"id\":\"files\",\"kind\":\"place\",\"nodes\":[\"10.0.0.1\"]}",
        "{\"id\":\"gate\",\"title\":\"wait\",\"kind\":\"gate\",\"nodes\":[\"10.0.0.1\"],"
            + "\"probe\":{\"kind\":\"command\",\"argv\":[\"never\"]},\"deadlineSeconds\":0}");
    assertEquals(5, apply("--output", "json"), this::err);
    JsonNode result = JSON.readTree(out());
    assertEquals("rolled-back", result.path("status").asText());
    assertEquals(A, result.path("rolledBack").path(0).asText());
    assertFalse(fleet.machine(A).files().containsKey("/etc/motd"));
  }

  @Test
  void anotherRunIsInTheWay() {
    try (Node other = fleet.open(A)) {
      other.lock(new Holder("run-7", "somebody", "none"));
      assertEquals(7, apply());
      assertTrue(err().contains("held by run run-7 of somebody"), this::err);
    }
  }

  @Test
  void aMachineThatDoesNotAnswerStopsEverything() {
    fleet.machine(A).unplug();
    assertEquals(6, apply());
    assertTrue(err().contains("error: tried to connect to 10.0.0.1"), this::err);
  }

  @Test
  void refusesATreeThatIsNotCommittedOutsideADemo() throws IOException {
    Files.delete(folder.resolve("inventories/test/env.yml"));
    assertEquals(4, apply());
    assertTrue(err().contains("--allow-dirty"), this::err);
    assertEquals(0, apply("--allow-dirty"));
  }

  @Test
  void refusesWhatHasExpiredAndWarnsOfWhatWillSoon() {
    expiringTree(Instant.now().minus(Duration.ofDays(1)));
    assertEquals(4, apply(), this::err);
    assertTrue(err().contains("expired: /etc/old.crt (until "), this::err);
    assertTrue(err().contains("renew them, and compile again"), this::err);
    assertFalse(fleet.machine(A).files().containsKey("/etc/motd"));
    assertEquals(2, apply("--plan"), this::err);

    expiringTree(Instant.now().plus(Duration.ofDays(20)));
    assertEquals(0, apply(), this::err);
    assertTrue(err().contains("warning: expires soon: /etc/old.crt"), this::err);

    expiringTree(Instant.now().plus(Duration.ofDays(40)));
    assertEquals(0, apply("--plan"), this::err);
    assertFalse(err().contains("expires"), this::err);
  }

  private void expiringTree(Instant end) {
    new TreeFolder(folder.resolve("out/test"))
        .node(A)
        .step("one", "{\"id\":\"files\",\"kind\":\"place\",\"nodes\":[\"10.0.0.1\"]}")
        .file(A, "files", "/etc/motd", "hello\n")
        .file(A, "files", "/etc/old.crt", "a certificate\n")
        .expires(A, end.truncatedTo(ChronoUnit.SECONDS).toString())
        .written();
  }

  @Test
  void badInputIsSaidInWordsAndNeverAsATrace() throws IOException {
    assertEquals(64, apply("--nonsense"));
    assertEquals(64, apply("--limit", "10.0.0.9"));
    assertTrue(err().contains("there is no host '10.0.0.9' in 'test'; use one of 10.0.0.1"));
    Files.writeString(folder.resolve("out/test/manifest.json"), "{");
    assertEquals(3, apply());
    assertFalse(err().contains("\tat "), this::err);
    try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    assertEquals(3, apply());
    assertTrue(err().contains("run compile first"), this::err);
  }

  @Test
  void refusesARecordOfAnotherEnvironment() {
    apply();
    var machine = fleet.machine(A);
    String record = new String(machine.record().orElseThrow(), StandardCharsets.UTF_8);
    try (Node node = fleet.open(A)) {
      node.lock(new Holder("x", "x", "x"));
      node.record(
          record
              .replace("\"environment\":\"test\"", "\"environment\":\"prod\"")
              .getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(8, apply());
    assertTrue(err().contains("belongs to environment 'prod'"), this::err);
  }

  @Test
  void helpBeginsWithExamples() {
    assertEquals(0, apply("--help"));
    assertTrue(out().startsWith("Examples:\n  apply --env sandbox "), this::out);
    assertEquals(0, apply("--version"));
    assertTrue(out().startsWith("apply "), this::out);
  }

  @Test
  void overwritingDriftIsSaidInThePlan() {
    apply();
    fleet
        .machine(A)
        .files()
        .put("/etc/motd", io.pgfleet.applier.node.FakeFile.file("edited", "0644"));
    assertEquals(2, apply("--plan"));
    assertTrue(out().contains("! /etc/motd  changed on the node"), this::out);
  }
}
