package io.pgfleet.applier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.journal.RunResult.Status;
import io.pgfleet.applier.node.Command;
import io.pgfleet.applier.node.FakeFile;
import io.pgfleet.applier.node.FakeMachine;
import io.pgfleet.applier.node.FakeUnit;
import io.pgfleet.applier.node.Outcome;
import io.pgfleet.applier.tree.TreeFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken back after a failure, also when taking back fails. */
final class RollbackTest {
  private static final String A = "10.0.0.1";
  private static final List<String> HOSTS = List.of("10.0.0.1", "10.0.0.2", "10.0.0.3");
  private static final List<String> HEALTHY = List.of("healthy");

  @TempDir Path folder;
  private Story story;

  @BeforeEach
  void start() {
    story = new Story(folder);
    HOSTS.forEach(host -> story.machine(host).answer(HEALTHY, 0, ""));
  }

  private static String step(String fields) {
    return ("{" + fields + ",'nodes':['10.0.0.1']}").replace('\'', '"');
  }

  private static final String FILES = step("'id':'files','kind':'place','undo':'inverse'");
  private static final String UNIT =
      step(
          "'id':'web.unit','kind':'unit','unit':'web.service','undo':'inverse',"
              + "'consumes':['/etc/web.conf'],'restartOn':['/etc/web.conf']");
  private static final String GATE =
      step(
          "'id':'gate','title':'wait for web','kind':'gate','after':['files','web.unit'],"
              + "'probe':{'kind':'command','argv':['healthy']},'deadlineSeconds':1");

  private static Consumer<TreeFolder> web(String config, String... more) {
    return tree -> {
      tree.node(A).step("one", FILES);
      for (String step : more) {
        tree.step("one", step);
      }
      tree.step("one", UNIT)
          .step("two", GATE)
          .file(A, "files", "/etc/web.conf", config)
          .file(A, "files", "/etc/systemd/system/web.service", "[Service]\n");
    };
  }

  private FakeMachine a() {
    return story.machine(A);
  }

  private void closed() {
    a().answer(HEALTHY, 1, "no pulse");
  }

  @Test
  void goesOnWhenAnUndoFailsAndAlwaysPutsFilesBack() {
    story.tree(web("one")).apply();
    story.forgetEvents();
    closed();
    a().answer(List.of("do-first"), 0, "");
    a().answer(List.of("do-second"), 0, "");
    a().answer(List.of("undo-first"), 0, "");
    a().answer(List.of("undo-second"), 7, "");
    String first =
        step(
            "'id':'f','title':'first','kind':'run','argv':['do-first'],'undo':{'argv':['undo-first']}");
    String second =
        step(
            "'id':'s','title':'second','kind':'run','argv':['do-second'],'undo':{'argv':['undo-second']}");
    RunResult result = story.tree(web("two", first, second)).apply();
    assertEquals(
        List.of(
            "put /etc/web.conf",
            "run do-first",
            "run do-second",
            "restart web.service",
            "run undo-second",
            "run undo-first",
            "restore /etc/web.conf",
            "restart web.service"),
        a().events());
    assertEquals("one", a().files().get("/etc/web.conf").text());
    assertEquals(Status.ROLLED_BACK, result.status());
    RunResult.Failure undo = result.failures().get(1);
    assertEquals("s", undo.step());
    assertEquals(
        "rolling back: tried to undo 'second' on 10.0.0.1 but failed because it exited with 7;"
            + " what 'second' did stays; take it back by hand",
        undo.message());
  }

  @Test
  void undoesACommandEvenIfNoFileAndNoUnitChanged() {
    a().answer(List.of("do"), 0, "");
    a().answer(List.of("undo"), 0, "");
    closed();
    String run = step("'id':'r','kind':'run','argv':['do'],'undo':{'argv':['undo']}");
    String gate = GATE.replace("files", "r").replace(",\"web.unit\"", "");
    RunResult result = story.tree(tree -> tree.node(A).step("one", run).step("two", gate)).apply();
    assertEquals(Status.ROLLED_BACK, result.status(), result::toString);
    assertEquals(List.of("run do", "run undo"), a().events());
  }

  @Test
  void saysWhichServiceDoesNotRunAsBefore() {
    story.tree(web("one")).apply();
    a().answer(
            HEALTHY::equals,
            any -> {
              a().units().computeIfPresent("web.service", (name, unit) -> unit.broken());
              return new Outcome(1, "", "no pulse");
            });
    RunResult result = story.tree(web("two")).apply();
    assertEquals(Status.FAILED, result.status());
    assertEquals(List.of(A), result.aftermath().broken());
    assertEquals(List.of(), result.rolledBack());
    assertEquals("one", a().files().get("/etc/web.conf").text());
    assertTrue(
        result.failures().get(1).message().endsWith("web.service does not run as before"),
        result::toString);
  }

  @Test
  void saysWhatIsLeftWhenFilesCannotBePutBack() {
    story.tree(web("one")).apply();
    a().answer(
            HEALTHY::equals,
            any -> {
              a().files().put("/etc/web.conf", FakeFile.directory("0755"));
              return new Outcome(1, "", "no pulse");
            });
    RunResult result = story.tree(web("two")).apply();
    assertEquals(Status.FAILED, result.status());
    assertEquals(List.of(A), result.aftermath().broken());
    assertTrue(
        result
            .failures()
            .get(1)
            .message()
            .endsWith("of 1 entries, those that the run had switched stay so"),
        result::toString);
    a().files().remove("/etc/web.conf");
    a().answer(HEALTHY, 0, "");
    assertEquals(Status.DONE, story.apply().status());
    assertEquals("two", a().files().get("/etc/web.conf").text());
  }

  @Test
  void aFirstGenerationStopsOnlyWhatThisRunStarted() {
    String other = step("'id':'other.unit','kind':'unit','unit':'other.service','undo':'inverse'");
    a().units().put("other.service", FakeUnit.inactive());
    a().units().put("theirs.service", FakeUnit.active());
    story.tree(tree -> tree.node(A).step("one", other)).apply();
    closed();
    String theirs =
        step("'id':'theirs.unit','kind':'unit','unit':'theirs.service','undo':'inverse'");
    RunResult result = story.tree(web("one", other, theirs)).apply();
    assertEquals(Status.ROLLED_BACK, result.status());
    assertEquals("inactive", a().units().get("web.service").activeState());
    assertFalse(a().units().get("web.service").enabled());
    assertEquals("active", a().units().get("other.service").activeState());
    assertTrue(a().units().get("other.service").enabled());
    assertEquals("active", a().units().get("theirs.service").activeState());
    assertFalse(a().units().get("theirs.service").enabled(), "it was not enabled before");
    assertFalse(a().files().containsKey("/etc/web.conf"));
  }

  @Test
  void aServiceThatWasDeadBeforeMayStayDead() {
    story.tree(web("one")).apply();
    closed();
    a().units().computeIfPresent("web.service", (name, unit) -> FakeUnit.inactive().broken());
    RunResult result = story.tree(web("two")).apply();
    assertEquals(Status.ROLLED_BACK, result.status());
    assertEquals("one", a().files().get("/etc/web.conf").text());
    assertTrue(
        result.failures().get(1).message().endsWith("web.service did not run before either"),
        result::toString);
  }

  private static Consumer<TreeFolder> rolling(String config) {
    String nodes = "\"nodes\":[\"10.0.0.1\",\"10.0.0.2\",\"10.0.0.3\"],";
    return tree -> {
      HOSTS.forEach(tree::node);
      tree.step("q", "{\"id\":\"files\",\"kind\":\"place\"," + nodes + "\"title\":\"place\"}")
          .step(
              "q",
              "{\"id\":\"unit\",\"kind\":\"unit\",\"disruption\":\"q\","
                  + nodes
                  + "\"unit\":\"m.service\",\"restartOn\":[\"/etc/m.conf\"]}")
          .step(
              "q",
              "{\"id\":\"gate\",\"kind\":\"gate\",\"after\":[\"unit\"],"
                  + nodes
                  + "\"probe\":{\"kind\":\"command\",\"argv\":[\"healthy\"]}}");
      for (String host : HOSTS) {
        tree.file(host, "files", "/etc/m.conf", config)
            .file(host, "files", "/etc/motd", config)
            .file(host, "files", "/etc/systemd/system/m.service", "[Service]\n");
      }
    };
  }

  @Test
  void putsBackElsewhereOnlyWhatNoServiceHasTakenUp() {
    story.tree(rolling("one")).apply();
    story.machine(HOSTS.get(1)).answer(HEALTHY, 1, "");
    RunResult result = story.tree(rolling("two")).apply();
    assertEquals(Status.ROLLED_BACK, result.status());
    assertEquals(List.of("10.0.0.2"), result.rolledBack());
    assertEquals(List.of("/etc/m.conf"), result.aftermath().putBack().get("10.0.0.3"));
    assertEquals(1, result.aftermath().putBack().size());
    assertEquals("two", story.machine(HOSTS.get(0)).files().get("/etc/m.conf").text());
    assertEquals("one", story.machine(HOSTS.get(1)).files().get("/etc/m.conf").text());
    assertEquals("one", story.machine(HOSTS.get(2)).files().get("/etc/m.conf").text());
    assertEquals("two", story.machine(HOSTS.get(2)).files().get("/etc/motd").text());
    story.machine(HOSTS.get(1)).answer(HEALTHY, 0, "");
    story.forgetEvents();
    assertEquals(Status.DONE, story.apply().status());
    assertEquals(List.of(), story.machine(HOSTS.get(0)).events());
    assertEquals(
        List.of("put /etc/m.conf", "restart m.service"), story.machine(HOSTS.get(2)).events());
    assertFalse(story.plan().hasWork());
  }

  @Test
  void leavesWhatNeverRanElsewhereForTheNextRun() {
    story.machine(HOSTS.get(1)).answer(HEALTHY, 1, "");
    assertEquals(Status.ROLLED_BACK, story.tree(rolling("one")).apply().status());
    assertTrue(story.machine(HOSTS.get(2)).files().containsKey("/etc/m.conf"));
    assertFalse(story.machine(HOSTS.get(1)).files().containsKey("/etc/m.conf"));
  }

  private final StringBuilder document = new StringBuilder("{\"theirs\":1}");

  private Outcome write(Command command) {
    String patch = new String(command.stdin(), StandardCharsets.UTF_8);
    document.setLength(0);
    document.append(
        switch (patch) {
          case "{\"ours\":2}" -> "{\"ours\":2,\"theirs\":1}";
          case "{\"ours\":3}" -> "{\"ours\":3,\"theirs\":1}";
          case "{\"ours\":null}" -> "{\"theirs\":1}";
          default -> throw new AssertionError(patch);
        });
    return new Outcome(0, "", "");
  }

  private static Consumer<TreeFolder> live(int value, boolean gated) {
    String nodes = "\"nodes\":[\"10.0.0.1\",\"10.0.0.2\"]";
    return tree -> {
      tree.node(A).node(HOSTS.get(1));
      tree.payload("groups/main/doc.json", "{\"ours\":" + value + "}")
          .step(
              "one",
              "{\"id\":\"live\",\"kind\":\"live\",\"group\":\"main\",\"undo\":\"inverse\","
                  + "\"target\":{\"kind\":\"any\"},"
                  + nodes
                  + ",\"document\":\"groups/main/doc.json\",\"read\":[\"read\"],\"write\":[\"write\"]}");
      if (gated) {
        tree.step(
            "two",
            "{\"id\":\"gate\",\"kind\":\"gate\",\"after\":[\"live\"],"
                + nodes
                + ",\"probe\":{\"kind\":\"command\",\"argv\":[\"healthy\"]},\"deadlineSeconds\":1}");
      }
    };
  }

  @Test
  void bringsADocumentBackThatAServiceHolds() {
    for (String host : HOSTS) {
      story
          .machine(host)
          .answer(List.of("read")::equals, any -> new Outcome(0, document.toString(), ""));
      story.machine(host).answer(List.of("write")::equals, this::write);
    }
    story.tree(live(2, true)).apply();
    assertEquals("{\"ours\":2,\"theirs\":1}", document.toString());
    story.machine(HOSTS.get(1)).answer(HEALTHY, 1, "no member");
    RunResult result = story.tree(live(3, true)).apply();
    assertEquals("{\"ours\":2,\"theirs\":1}", document.toString());
    assertEquals(Status.FAILED, result.status(), "the member had nothing to take back");
    assertTrue(
        a().journal("run-2").stream()
            .anyMatch(line -> line.contains("\"kept\"") && line.contains("{\\\"ours\\\":2}")),
        () -> a().journal("run-2").toString());
    story.machine(HOSTS.get(1)).answer(HEALTHY, 0, "");
    assertFalse(
        story.tree(live(2, true)).plan().steps().stream()
            .anyMatch(s -> s.step().id().equals("live")));
    assertEquals(Status.DONE, story.tree(live(3, true)).apply().status());
    assertEquals("{\"ours\":3,\"theirs\":1}", document.toString());
  }

  @Test
  void takesOutOfADocumentWhatWasNotThereBefore() {
    for (String host : HOSTS) {
      story
          .machine(host)
          .answer(List.of("read")::equals, any -> new Outcome(0, document.toString(), ""));
      story.machine(host).answer(List.of("write")::equals, this::write);
    }
    story.machine(HOSTS.get(1)).answer(HEALTHY, 1, "no member");
    story.tree(live(2, true)).apply();
    assertEquals("{\"theirs\":1}", document.toString());
  }

  @Test
  void remembersADocumentThatAServiceHeldBeforeTheFirstContact() {
    document.setLength(0);
    document.append("{\"ours\":2,\"theirs\":1}");
    for (String host : HOSTS) {
      story
          .machine(host)
          .answer(List.of("read")::equals, any -> new Outcome(0, document.toString(), ""));
      story.machine(host).answer(List.of("write")::equals, this::write);
    }
    assertEquals(Status.DONE, story.tree(live(2, false)).apply().status());
    assertFalse(a().events().contains("run write"), "nothing had to be written");
    assertFalse(story.plan().hasWork());
    document.setLength(0);
    document.append("{\"ours\":3,\"theirs\":1}");
    assertTrue(story.plan().hasWork(), "somebody changed what is ours now");
    assertEquals(Status.DONE, story.apply().status());
    assertEquals("{\"ours\":2,\"theirs\":1}", document.toString());
  }

  @Test
  void leavesAllInPlaceWhenAStepWantsSomethingDoneFirst() {
    story.tree(web("one")).apply();
    story.forgetEvents();
    a().answer(List.of("may-i"), 1, "");
    String refusal = step("'id':'m','title':'ask','kind':'run','argv':['may-i'],'undo':'stay'");
    RunResult result = story.tree(web("two", refusal)).apply();
    assertEquals(Status.FAILED, result.status());
    assertEquals(List.of(), result.aftermath().rolledBack());
    assertEquals("two", a().files().get("/etc/web.conf").text());
    a().answer(List.of("may-i"), 0, "");
    assertEquals(Status.DONE, story.apply().status());
  }
}
