package io.pgfleet.applier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.journal.RunResult.Status;
import io.pgfleet.applier.node.FakeFile;
import io.pgfleet.applier.node.FakeMachine;
import io.pgfleet.applier.node.FakeUnit;
import io.pgfleet.applier.node.Outcome;
import io.pgfleet.applier.tree.TreeFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken back on a machine after a failure, also when taking back fails. */
final class RollbackTest {
  private static final String A = "10.0.0.1";
  private static final List<String> HEALTHY = List.of("healthy");

  @TempDir Path folder;
  private Story story;

  @BeforeEach
  void start() {
    story = new Story(folder);
    a().answer(HEALTHY, 0, "");
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
