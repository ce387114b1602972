package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pgfleet.applier.node.FakeNodes;
import io.pgfleet.applier.node.Outcome;
import io.pgfleet.applier.tree.TreeFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations against machines in memory: words in, words and exit codes out. */
final class RunCommandTest {
  private static final String A = "10.0.0.1";
  private static final String B = "10.0.0.2";
  private static final List<String> LEADS = List.of("leads");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final FakeNodes fleet = new FakeNodes();
  private final List<String> done = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void anEnvironment() throws IOException {
    Files.createDirectories(folder.resolve("inventories/test"));
    Files.writeString(folder.resolve("inventories/test/env.yml"), "demo: true\n");
    for (String host : List.of(A, B)) {
      fleet
          .machine(host)
          .answer(
              argv -> argv.get(0).equals("act") || argv.get(0).equals("undo"),
              command -> {
                done.add(host + " " + String.join("|", command.argv()));
                return new Outcome(command.argv().contains("fail") ? 1 : 0, "", "");
              });
      fleet.machine(host).answer(LEADS, host.equals(A) ? 0 : 1, "");
      fleet.machine(host).answer(List.of("well"), 0, "");
    }
    tree(false);
  }

  private void tree(boolean forbidden) {
    String steps =
        """
        [{"id":"act","title":"act","module":"m","kind":"run","nodes":["10.0.0.1","10.0.0.2"],
          "always":true,"undo":"none","argv":["act","{arg:how}","--to={arg:to}"],
          "strategy":{"kind":"last","argv":["leads"]}},
         {"id":"lead","title":"lead","module":"m","kind":"run","nodes":["10.0.0.1","10.0.0.2"],
          "always":true,"undo":"none","argv":["act","lead"],"group":"one",
          "target":{"kind":"probe","argv":["leads"]},"if":{"argument":"deep","is":["yes"]}},
         {"id":"well","title":"wait","module":"m","kind":"gate","nodes":["10.0.0.1"],
          "always":true,"undo":"none","deadlineSeconds":5,
          "probe":{"kind":"command","argv":["well"]}}]
        """;
    String arguments =
        """
        [{"name":"how","type":"choice","meaning":"m","default":"soft","choices":["soft","fail"]},
         {"name":"to","type":"text","meaning":"whom","default":""},
         {"name":"at","type":"time","meaning":"when","default":""},
         {"name":"deep","type":"flag","meaning":"how deep","default":"no"}]
        """;
    new TreeFolder(folder.resolve("out/test"))
        .node(A)
        .node(B)
        .group("one", A, B)
        .operation("shake", false, arguments, "{\"one\":{\"steps\":" + steps + "}}")
        .operation(
            "wreck",
            true,
            "[]",
            "{\"one\":{\"safeguard\":{\"parameter\":\"safe\",\"on\":"
                + forbidden
                + "},\"steps\":[{\"id\":\"act\",\"title\":\"act\",\"module\":\"m\",\"kind\":\"run\","
                + "\"nodes\":[\"10.0.0.1\"],\"always\":true,\"undo\":\"none\",\"argv\":[\"act\"]}]}}")
        .written();
  }

  private int run(String... words) {
    out.reset();
    err.reset();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("XDG_STATE_HOME", folder.resolve("state").toString()));
    Stream<String> common =
        Stream.of(
            "run",
            "--env",
            "test",
            "--out",
            folder.resolve("out").toString(),
            "--inventories",
            folder.resolve("inventories").toString());
    String[] all = Stream.concat(common, Stream.of(words)).toArray(String[]::new);
    return new Main(console, (tree, inventory) -> fleet).run(all);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void listsWhatCanBeAskedFor() throws IOException {
    assertEquals(0, run("--list"), this::err);
    assertTrue(out().contains("shake: does shake"), this::out);
    assertTrue(out().contains("safe allows one, asks for the target's name"), this::out);
    assertEquals(0, run("--list", "--output", "json"), this::err);
    JsonNode list = JSON.readTree(out()).path("operations");
    assertEquals("how", list.path(0).path("arguments").path(0).path("name").asText());
    assertEquals("one", list.path(1).path("targets").path(0).path("name").asText());
  }

  @Test
  void goesFromMachineToMachineWithTheLeaderLast() {
    assertEquals(0, run("shake", "one"), this::err);
    assertEquals(List.of(B + " act|soft|--to=", A + " act|soft|--to="), done);
    assertTrue(out().contains("shake one: done"), this::out);
  }

  @Test
  void aValueStaysInsideItsWordWhateverItHolds() {
    String nasty = "x'; rm -rf / #$(reboot) {arg:how} \\1";
    assertEquals(0, run("shake", "one", "--to", nasty), this::err);
    assertEquals(B + " act|soft|--to=" + nasty, done.get(0));
  }

  @Test
  void takesAStepOnlyWithItsArgument() {
    assertEquals(0, run("shake", "one", "--deep"), this::err);
    assertEquals(A + " act|lead", done.get(2));
  }

  @Test
  void aPlanShowsTheOrderAndDoesNothing() {
    assertEquals(2, run("shake", "one", "--deep", "--plan"), this::err);
    assertTrue(out().contains("1. act on node-10.0.0.2, then node-10.0.0.1"), this::out);
    assertTrue(out().contains("2. lead on node-10.0.0.1"), this::out);
    assertEquals(List.of(), done);
  }

  @Test
  void aFailedStepStopsItAndSaysWhy() {
    assertEquals(6, run("shake", "one", "--how", "fail"), this::err);
    assertEquals(List.of(B + " act|fail|--to="), done);
    assertTrue(out().contains("tried to act on 10.0.0.2 but failed"), this::out);
  }

  @Test
  void leavesNoMarkInTheRecords() {
    assertEquals(0, run("shake", "one"), this::err);
    assertTrue(fleet.machine(A).record().isEmpty(), "an operation is nothing to remember");
  }

  @Test
  void refusesUnknownWordsWithTheNearestOnes() {
    assertEquals(64, run("shak", "one"));
    assertTrue(err().contains("no operation 'shak'; did you mean 'shake'?"), this::err);
    assertEquals(64, run("shake", "onne"));
    assertTrue(err().contains("did you mean 'one'?"), this::err);
    assertEquals(64, run("shake", "one", "--tu", "x"));
    assertTrue(err().contains("no argument of 'shake' 'tu'; did you mean 'to'?"), this::err);
    assertEquals(64, run("shake"));
    assertTrue(err().contains("'shake' needs a target; use one of one"), this::err);
    assertEquals(List.of(), done);
  }

  @Test
  void refusesValuesThatAnArgumentDoesNotTake() {
    assertEquals(64, run("shake", "one", "--how", "hard"));
    assertTrue(err().contains("--how must be one of soft, fail; got 'hard'"), this::err);
    assertEquals(64, run("shake", "one", "--at", "2030-01-31 14:05:00"));
    assertTrue(err().contains("must be a time with its zone"), this::err);
    assertEquals(64, run("shake", "one", "--to", "a\nb"));
    assertTrue(err().contains("control character"), this::err);
    assertEquals(0, run("shake", "one", "--at", "2030-01-31 14:05:00.5+01"), this::err);
  }

  @Test
  void asksForTheNameOfWhatItDestroys() {
    assertEquals(4, run("wreck", "one"));
    assertTrue(err().contains("nothing was done; confirm it by --yes one"), this::err);
    assertEquals(4, run("wreck", "one", "--yes", "two"));
    assertEquals(List.of(), done);
    assertEquals(0, run("wreck", "one", "--yes", "one"), this::err);
    assertEquals(List.of(A + " act"), done);
  }

  @Test
  void aFreezeForbidsItUnlessOverruled() throws IOException {
    Files.writeString(
        folder.resolve("inventories/test/env.yml"),
        "demo: true\nfreeze:\n  - {reason: closing, until: 2999-01-01T00:00:00Z}\n");
    assertEquals(4, run("wreck", "one", "--yes", "one"));
    assertTrue(err().contains("--despite-freeze"), this::err);
    assertEquals(List.of(), done);
    assertEquals(2, run("wreck", "one", "--plan"), this::err);
    assertEquals(0, run("wreck", "one", "--yes", "one", "--despite-freeze"), this::err);
    assertEquals(List.of(A + " act"), done);
  }

  @Test
  void aSafeguardForbidsEvenWhatIsConfirmed() {
    tree(true);
    assertEquals(4, run("wreck", "one", "--yes", "one"));
    assertTrue(err().contains("safe is true; set it to false in the inventory"), this::err);
    assertEquals(List.of(), done);
    assertEquals(2, run("wreck", "one", "--plan"), this::err);
  }
}
