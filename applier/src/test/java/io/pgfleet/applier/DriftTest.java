package io.pgfleet.applier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.journal.RunResult.Status;
import io.pgfleet.applier.node.FakeFile;
import io.pgfleet.applier.plan.EntryChange;
import io.pgfleet.applier.plan.EntryChange.Reason;
import io.pgfleet.applier.plan.Plan;
import io.pgfleet.applier.tree.TreeFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody else did to a machine, what is ours, and what is not. */
final class DriftTest {
  private static final String A = "10.0.0.1";

  @TempDir Path folder;
  private Story story;

  @BeforeEach
  void start() {
    story = new Story(folder);
  }

  private static Consumer<TreeFolder> files(String... paths) {
    return tree -> {
      tree.node(A).step("one", "{\"id\":\"f\",\"kind\":\"place\",\"nodes\":[\"10.0.0.1\"]}");
      for (String path : paths) {
        tree.file(A, "f", path, "ours");
      }
    };
  }

  private static List<String> reasons(Plan plan) {
    List<String> reasons = new ArrayList<>();
    for (EntryChange change : plan.changes()) {
      reasons.add(change.name() + " " + change.reason());
    }
    return reasons;
  }

  private void edit(String path, String text) {
    story.machine(A).files().put(path, FakeFile.file(text, "0644"));
  }

  @Test
  void tellsWhoChangedWhat() {
    story.tree(files("/etc/a", "/etc/b", "/etc/c", "/etc/d")).apply();
    edit("/etc/a", "edited");
    story.machine(A).files().remove("/etc/b");
    story.machine(A).files().put("/etc/c", FakeFile.file("ours", "0600"));
    story.tree(files("/etc/a", "/etc/b", "/etc/c", "/etc/d", "/etc/e"));
    assertEquals(
        List.of("/etc/a DRIFT", "/etc/b DELETED", "/etc/c ATTRIBUTES", "/etc/e NEW"),
        reasons(story.plan()));
  }

  @Test
  void putsBackWhatWasEditedAndReloadsItsService() {
    Consumer<TreeFolder> tree =
        files("/etc/a")
            .andThen(
                t ->
                    t.file(A, "f", "/etc/systemd/system/s.service", "[Service]\n")
                        .step(
                            "one",
                            "{\"id\":\"u\",\"kind\":\"unit\",\"nodes\":[\"10.0.0.1\"],"
                                + "\"unit\":\"s.service\",\"consumes\":[\"/etc/a\"],"
                                + "\"reloadOn\":[\"/etc/a\"],\"restartOn\":[\"/etc/none\"]}"));
    story.tree(tree).apply();
    story.forgetEvents();
    edit("/etc/a", "edited");
    assertEquals(Status.DONE, story.apply().status());
    assertEquals(List.of("put /etc/a", "reload s.service"), story.machine(A).events());
    assertFalse(story.plan().hasWork());
  }

  @Test
  void removesWhatIsOursAndUnchangedAndNothingElse() {
    edit("/etc/foreign", "theirs");
    story.tree(files("/etc/a", "/etc/b", "/etc/c")).apply();
    edit("/etc/b", "edited");
    story.tree(files("/etc/c"));
    assertEquals(List.of("/etc/b KEPT", "/etc/a REMOVED"), reasons(story.plan()));
    story.apply();
    assertFalse(story.machine(A).files().containsKey("/etc/a"));
    assertEquals("edited", story.machine(A).files().get("/etc/b").text());
    assertEquals("theirs", story.machine(A).files().get("/etc/foreign").text());
    assertFalse(story.plan().hasWork());
    assertEquals(1, story.plan().drift().size());
  }

  @Test
  void adoptsWhatIsAlreadyAsItShouldBe() {
    edit("/etc/a", "ours");
    story.tree(files("/etc/a"));
    assertFalse(story.plan().hasWork());
    assertEquals(1, story.plan().adoptions());
    story.apply();
    assertEquals(List.of(), story.machine(A).events());
    assertEquals(0, story.plan().adoptions());
    story.tree(files());
    assertEquals(List.of("/etc/a REMOVED"), reasons(story.plan()));
  }

  @Test
  void aRemovedFileWhoseStepIsGoneGoesToo() {
    story.tree(files("/etc/a")).apply();
    story.tree(tree -> tree.node(A)).apply();
    assertFalse(story.machine(A).files().containsKey("/etc/a"));
    assertFalse(story.plan().hasWork());
  }

  @Test
  void goesBackToAnEarlierTreeByTheInverseChanges() {
    story.tree(files("/etc/a")).apply();
    var before = story.machine(A).files().toString();
    story.tree(files("/etc/a", "/etc/b").andThen(t -> t.link(A, "f", "/etc/l", "/etc/b"))).apply();
    assertTrue(story.machine(A).files().containsKey("/etc/l"));
    story.tree(files("/etc/a")).apply();
    assertEquals(
        before.replaceAll("@[0-9a-f]+", ""),
        story.machine(A).files().toString().replaceAll("@[0-9a-f]+", ""));
  }

  @Test
  void changedContentOfAnEditedFileIsBoth() {
    story.tree(files("/etc/a")).apply();
    edit("/etc/a", "edited");
    story.tree(
        tree ->
            tree.node(A)
                .step("one", "{\"id\":\"f\",\"kind\":\"place\",\"nodes\":[\"10.0.0.1\"]}")
                .file(A, "f", "/etc/a", "new"));
    assertEquals(Reason.BOTH, story.plan().changes().get(0).reason());
  }

  @Test
  void aPlanWorksAgainstAMachineThatRefusesEveryWrite() {
    story.tree(files("/etc/a"));
    story.machine(A).faults().refuseWrites();
    assertTrue(story.plan().hasWork());
  }
}
