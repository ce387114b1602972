package io.pgfleet.applier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.activation.Terms;
import io.pgfleet.applier.journal.RunResult.Status;
import io.pgfleet.applier.node.FakeMachine;
import io.pgfleet.applier.node.FakeUnit;
import io.pgfleet.applier.plan.EntryChange.Reason;
import io.pgfleet.applier.plan.Plan;
import io.pgfleet.applier.plan.Selection;
import io.pgfleet.applier.tree.TreeFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services whose steps are no longer in the tree. */
final class DepartureTest {
  private static final String A = "10.0.0.1";
  private static final List<String> HEALTHY = List.of("healthy");

  @TempDir Path folder;
  private Story story;

  @BeforeEach
  void start() {
    story = new Story(folder);
    story.machine(A).answer(HEALTHY, 0, "");
  }

  private FakeMachine a() {
    return story.machine(A);
  }

  private static Consumer<TreeFolder> base() {
    return tree ->
        tree.node(A)
            .step(
                "one",
                "{\"id\":\"base\",\"module\":\"base\",\"kind\":\"place\",\"nodes\":[\"10.0.0.1\"]}")
            .file(A, "base", "/etc/motd", "hello");
  }

  private static Consumer<TreeFolder> service(String name, String more) {
    String files = name + ".files";
    String unit = name + ".service";
    return tree ->
        tree.step(
                "one",
                "{\"id\":\""
                    + files
                    + "\",\"module\":\""
                    + name
                    + "\",\"kind\":\"place\",\"nodes\":[\"10.0.0.1\"]}")
            .step(
                "one",
                "{\"id\":\""
                    + name
                    + ".unit\",\"module\":\""
                    + name
                    + "\",\"kind\":\"unit\",\"nodes\":[\"10.0.0.1\"],"
                    + more
                    + "\"unit\":\""
                    + unit
                    + "\",\"restartOn\":[\"/etc/"
                    + name
                    + ".conf\"]}")
            .file(A, files, "/etc/" + name + ".conf", "x")
            .file(A, files, "/etc/systemd/system/" + unit, "[Service]\n");
  }

  @Test
  void aUnitIsStoppedAndDisabledBeforeItsFilesGo() {
    story.tree(base().andThen(service("vip", ""))).apply();
    story.forgetEvents();
    story.tree(base());
    Plan plan = story.plan();
    assertEquals("stop vip.service", plan.steps().get(0).step().title());
    assertEquals("removal", plan.steps().get(0).phase());
    assertEquals(Status.DONE, story.apply().status());
    assertEquals(
        List.of(
            "stop vip.service", "remove /etc/vip.conf", "remove /etc/systemd/system/vip.service"),
        a().events());
    assertFalse(a().units().get("vip.service").enabled());
    assertFalse(story.plan().hasWork(), () -> story.plan().toString());
    story.forgetEvents();
    a().units().put("vip.service", FakeUnit.active());
    story.apply();
    assertEquals(List.of(), a().events(), "it is nobody's business any more");
  }

  @Test
  void aUnitThatAnotherStepTakesOverRunsOn() {
    story.tree(base().andThen(service("vip", ""))).apply();
    story.forgetEvents();
    story.tree(
        base()
            .andThen(
                tree ->
                    tree.step(
                            "one",
                            "{\"id\":\"other\",\"kind\":\"unit\",\"nodes\":[\"10.0.0.1\"],\"unit\":\"vip.service\"}")
                        .step(
                            "one",
                            "{\"id\":\"vip.files\",\"module\":\"vip\",\"kind\":\"place\",\"nodes\":[\"10.0.0.1\"]}")
                        .file(A, "vip.files", "/etc/systemd/system/vip.service", "[Service]\n")));
    story.apply();
    assertFalse(a().events().contains("stop vip.service"), a().events()::toString);
  }

  @Test
  void aUnitThatIsGoneAlreadyIsForgotten() {
    story.tree(base().andThen(service("vip", ""))).apply();
    a().units().put("vip.service", FakeUnit.inactive());
    story.forgetEvents();
    story.tree(base()).apply();
    assertFalse(a().events().contains("stop vip.service"), a().events()::toString);
    assertFalse(story.plan().hasWork());
  }

  @Test
  void aServiceWithDataIsNeverStoppedAndKeepsItsFiles() {
    story.tree(base().andThen(service("store", "\"stateful\":true,"))).apply();
    story.forgetEvents();
    story.tree(base());
    Plan plan = story.plan();
    assertFalse(plan.hasWork(), plan::toString);
    assertEquals("store.service", plan.removals().get(0).unit());
    assertTrue(plan.changes().stream().allMatch(change -> change.reason() == Reason.HELD));
    story.apply();
    assertEquals(List.of(), a().events());
    assertEquals("active", a().units().get("store.service").activeState());
    assertTrue(a().files().containsKey("/etc/store.conf"));
    assertEquals(1, story.plan().removals().size(), "it is still pending");
    story.tree(base().andThen(service("store", "\"stateful\":true,"))).apply();
    assertEquals(0, story.plan().removals().size());
  }

  @Test
  void aServiceWithDataIsTakenAwayWhenThatIsAskedFor() {
    story.tree(base().andThen(service("store", "\"stateful\":true,"))).apply();
    story.forgetEvents();
    story.tree(base());
    Terms taking = new Terms(() -> false, Selection.taking(), 0, "a test", world -> {});
    assertEquals(Status.DONE, story.apply(List.of(), taking).status());
    assertEquals("stop store.service", a().events().get(0));
    assertFalse(a().files().containsKey("/etc/store.conf"));
    assertFalse(a().files().containsKey("/etc/systemd/system/store.service"));
    assertEquals(0, story.plan().removals().size(), "nothing is pending any more");
    assertFalse(story.plan().hasWork());
  }

  @Test
  void aGateThatStaysClosedBringsAStoppedUnitBack() {
    story.tree(base().andThen(service("vip", ""))).apply();
    story.forgetEvents();
    a().answer(HEALTHY, 1, "");
    Consumer<TreeFolder> gate =
        tree ->
            tree.step(
                "two",
                "{\"id\":\"g\",\"kind\":\"gate\",\"nodes\":[\"10.0.0.1\"],\"deadlineSeconds\":1,"
                    + "\"probe\":{\"kind\":\"command\",\"argv\":[\"healthy\"]}}");
    assertEquals(Status.ROLLED_BACK, story.tree(base().andThen(gate)).apply().status());
    assertEquals("active", a().units().get("vip.service").activeState());
    assertTrue(a().units().get("vip.service").enabled());
    a().answer(HEALTHY, 0, "");
    assertEquals(Status.DONE, story.apply().status());
    assertEquals("inactive", a().units().get("vip.service").activeState());
    assertFalse(a().files().containsKey("/etc/vip.conf"));
  }
}
