package io.pgfleet.applier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.journal.RunResult.Status;
import io.pgfleet.applier.node.FakeFaults.Moment;
import io.pgfleet.applier.node.FakeFile;
import io.pgfleet.applier.node.FakeUnit;
import io.pgfleet.applier.tree.TreeFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs against machines in memory. */
final class ApplierTest {
  private static final String A = "10.0.0.1";
  private static final String B = "10.0.0.2";
  private static final List<String> HEALTHY = List.of("web-health");

  @TempDir Path folder;
  private Story story;

  @BeforeEach
  void start() {
    story = new Story(folder);
  }

  /** One web server whose configuration restarts it and whose access list reloads it. */
  private static Consumer<TreeFolder> web(String config, String access) {
    return tree ->
        tree.node(A)
            .step(
                "web", "{'id':'web.files','kind':'place','nodes':['10.0.0.1']}".replace('\'', '"'))
            .step(
                "web",
                """
                {"id":"web.unit","kind":"unit","nodes":["10.0.0.1"],"unit":"web.service",
                 "state":"started","enabled":true,
                 "consumes":["/etc/web/*","/etc/systemd/system/web.service"],
                 "restartOn":["/etc/web/web.conf","/etc/systemd/system/web.service"],
                 "reloadOn":["/etc/web/access"]}
                """)
            .step(
                "web",
                """
                {"id":"web.gate","kind":"gate","nodes":["10.0.0.1"],"after":["web.unit"],
                 "probe":{"kind":"command","argv":["web-health"]},"deadlineSeconds":30,
                 "units":["web.service"]}
                """)
            .directory(A, "web.files", "/etc/web")
            .file(A, "web.files", "/etc/web/access", access)
            .file(A, "web.files", "/etc/web/web.conf", config)
            .file(A, "web.files", "/etc/systemd/system/web.service", "[Service]\n");
  }

  private void healthy() {
    story.machine(A).answer(HEALTHY, 0, "");
  }

  @Test
  void bootstrapsInTheOrderOfTheTree() {
    healthy();
    RunResult result = story.tree(web("one", "all")).apply();
    assertEquals(Status.DONE, result.status(), result::toString);
    assertEquals(
        List.of(
            "put /etc/systemd/system/web.service",
            "put /etc/web",
            "put /etc/web/access",
            "put /etc/web/web.conf",
            "daemon-reload",
            "start web.service"),
        story.machine(A).events());
    assertEquals("one", story.machine(A).files().get("/etc/web/web.conf").text());
  }

  @Test
  void aSecondRunHasNothingToDoAndChangesNothing() {
    healthy();
    story.tree(web("one", "all")).apply();
    story.forgetEvents();
    assertFalse(story.plan().hasWork(), () -> story.plan().toString());
    int operations = story.machine(A).faults().count();
    story.plan();
    assertEquals(operations, story.machine(A).faults().count());
    story.apply();
    assertEquals(List.of(), story.machine(A).events());
  }

  @Test
  void aChangedAccessListReloadsAndRestartsNothing() {
    healthy();
    story.tree(web("one", "all")).apply();
    story.forgetEvents();
    assertEquals(Status.DONE, story.tree(web("one", "some")).apply().status());
    assertEquals(List.of("put /etc/web/access", "reload web.service"), story.machine(A).events());
  }

  @Test
  void aChangedConfigurationRestarts() {
    healthy();
    story.tree(web("one", "all")).apply();
    story.forgetEvents();
    assertEquals(Status.DONE, story.tree(web("two", "all")).apply().status());
    assertEquals(
        List.of("put /etc/web/web.conf", "restart web.service"), story.machine(A).events());
  }

  @Test
  void leavesNoCopiesOfSecretsNorOfWhatGitHasAfterAGoodRun() {
    healthy();
    story.machine(A).files().put("/etc/web/web.conf", FakeFile.file("made by hand", "0644"));
    String secret = "password@abcd1234";
    Consumer<TreeFolder> sealed =
        tree -> {
          web("one", "all").accept(tree);
          tree.file(A, "web.files", "/etc/web/key", "{secret:" + secret + "}").secret(A, secret);
        };
    story.machine(A).files().put("/etc/web/key", FakeFile.file("an older key", "0600"));
    story.tree(sealed).apply();
    assertEquals("s3cret", story.machine(A).files().get("/etc/web/key").text());
    assertEquals("made by hand", story.machine(A).beside());
    story.tree(web("two", "some")).apply();
    assertFalse(story.machine(A).files().containsKey("/etc/web/key"));
    assertEquals("", story.machine(A).beside());
    story.machine(A).files().put("/etc/web/access", FakeFile.file("edited by hand", "0644"));
    story.tree(web("two", "all")).apply();
    assertEquals("edited by hand", story.machine(A).beside());
  }

  @Test
  void aMachineThatIsLostWhileItLetsGoIsAppliedAllTheSame() {
    healthy();
    story.tree(web("one", "all")).apply();
    story.machine(A).faults().failOn("let go", Moment.BEFORE);
    assertEquals(Status.DONE, story.tree(web("two", "all")).apply().status());
    assertEquals("two", story.machine(A).files().get("/etc/web/web.conf").text());
    assertTrue(
        story.events().stream().anyMatch(one -> one.text().contains("copies of replaced files")));
  }

  @Test
  void leavesNothingStagedAfterARunThatFailed() {
    healthy();
    story.tree(web("one", "all")).apply();
    story.machine(A).answer(HEALTHY, 1, "no pulse");
    assertEquals(Status.ROLLED_BACK, story.tree(web("two", "all")).apply().status());
    assertEquals("one", story.machine(A).beside(), "what was replaced, not what was staged");
  }

  @Test
  void aGateThatStaysClosedRollsTheMachineBack() {
    healthy();
    story.tree(web("one", "all")).apply();
    story.forgetEvents();
    story.machine(A).answer(HEALTHY, 1, "no pulse");
    story.machine(A).logs().put("web.service", List.of("starting", "password s3cret refused"));
    RunResult result = story.tree(web("two", "all")).apply();
    assertEquals(Status.ROLLED_BACK, result.status());
    assertEquals(List.of(A), result.rolledBack());
    assertTrue(result.failures().get(0).message().contains("no pulse"), result::toString);
    assertEquals(List.of("starting", "password *** refused"), result.failures().get(0).log());
    assertEquals(
        List.of(
            "put /etc/web/web.conf",
            "restart web.service",
            "restore /etc/web/web.conf",
            "restart web.service"),
        story.machine(A).events());
    assertEquals("one", story.machine(A).files().get("/etc/web/web.conf").text());
    healthy();
    assertEquals(Status.DONE, story.apply().status());
    assertEquals("two", story.machine(A).files().get("/etc/web/web.conf").text());
  }

  @Test
  void rollingBackAFirstGenerationStopsUnitsAndRemovesFiles() {
    story.machine(A).answer(HEALTHY, 1, "no pulse");
    RunResult result = story.tree(web("one", "all")).apply();
    assertEquals(Status.ROLLED_BACK, result.status());
    assertFalse(story.machine(A).files().containsKey("/etc/web"));
    assertFalse(story.machine(A).files().containsKey("/etc/systemd/system/web.service"));
    assertEquals("inactive", story.machine(A).units().get("web.service").activeState());
    healthy();
    assertEquals(Status.DONE, story.apply().status());
    assertFalse(story.plan().hasWork());
  }

  @Test
  void startsAUnitThatDied() {
    healthy();
    story.tree(web("one", "all")).apply();
    story.forgetEvents();
    story.machine(A).units().put("web.service", FakeUnit.inactive());
    assertEquals(Status.DONE, story.apply().status());
    assertEquals(List.of("start web.service"), story.machine(A).events());
  }

  @Test
  void leavesOtherMachinesAsTheyAreWhenOneFails() {
    Consumer<TreeFolder> two =
        tree ->
            tree.node(A)
                .node(B)
                .step(
                    "one",
                    "{\"id\":\"f\",\"kind\":\"place\",\"nodes\":[\"10.0.0.1\",\"10.0.0.2\"]}")
                .step(
                    "two",
                    "{\"id\":\"r\",\"kind\":\"run\",\"nodes\":[\"10.0.0.1\",\"10.0.0.2\"],\"argv\":[\"do\"]}")
                .file(A, "f", "/etc/motd", "hello")
                .file(B, "f", "/etc/motd", "hello");
    story.machine(A).answer(List.of("do"), 0, "");
    story.machine(B).answer(List.of("do"), 3, "cannot");
    RunResult result = story.tree(two).apply();
    assertEquals(Status.ROLLED_BACK, result.status());
    assertEquals(List.of(B), result.rolledBack());
    assertEquals("hello", story.machine(A).files().get("/etc/motd").text());
    assertFalse(story.machine(B).files().containsKey("/etc/motd"));
    assertTrue(
        result.failures().get(0).message().endsWith("failed because it exited with 3: cannot"));
  }
}
