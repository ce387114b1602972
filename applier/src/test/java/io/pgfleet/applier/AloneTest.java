package io.pgfleet.applier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.activation.Terms;
import io.pgfleet.applier.journal.RunResult.Status;
import io.pgfleet.applier.node.FakeUnit;
import io.pgfleet.applier.plan.Selection;
import io.pgfleet.applier.tree.TreeFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that applies its own part takes no step that needs another's turn. */
final class AloneTest {
  private static final String A = "10.0.0.1";
  private static final String B = "10.0.0.2";
  private static final String BOTH = "\"nodes\":[\"10.0.0.1\",\"10.0.0.2\"],";

  @TempDir Path folder;

  private static Consumer<TreeFolder> tree(String text) {
    return tree ->
        tree.node(A)
            .node(B)
            .step("one", "{\"id\":\"files\",\"kind\":\"place\"," + BOTH + "\"undo\":\"inverse\"}")
            .step(
                "one",
                "{\"id\":\"light\",\"kind\":\"run\","
                    + BOTH
                    + "\"consumes\":[\"/etc/web.conf\"],\"argv\":[\"look\"]}")
            .step(
                "one",
                "{\"id\":\"web\",\"kind\":\"unit\","
                    + BOTH
                    + "\"unit\":\"web.service\",\"disruption\":\"web\",\"restartOn\":[\"/etc/web.conf\"]}")
            .step(
                "two",
                "{\"id\":\"once\",\"kind\":\"run\",\"group\":\"web\",\"target\":{\"kind\":\"any\"},"
                    + BOTH
                    + "\"consumes\":[\"/etc/web.conf\"],\"argv\":[\"look\"]}")
            .file(A, "files", "/etc/web.conf", text)
            .file(B, "files", "/etc/web.conf", text);
  }

  private Story story() {
    Story story = new Story(folder);
    for (String host : List.of(A, B)) {
      story.machine(host).units().put("web.service", FakeUnit.inactive());
      story.machine(host).answer(List.of("look"), 0, "");
    }
    assertEquals(Status.DONE, story.tree(tree("one")).apply().status());
    story.forgetEvents();
    return story;
  }

  private static Terms alone(String host) {
    return new Terms(() -> false, Selection.all().alone(host), 0, "a timer", world -> {});
  }

  private static String record(Story story, String host) {
    return new String(story.machine(host).record().orElseThrow(), StandardCharsets.UTF_8);
  }

  @Test
  void placesFilesAndRunsWhatIsItsOwnButRestartsNothingThatRolls() {
    Story story = story();
    story.tree(tree("two"));
    assertEquals(Status.DONE, story.apply(List.of(B), alone(B)).status());
    assertEquals(List.of("put /etc/web.conf", "run look"), story.machine(B).events());
    assertEquals(List.of(), story.machine(A).events());
    assertTrue(record(story, B).contains("\"generation\":1,"), "not done: " + record(story, B));
    assertEquals(Status.DONE, story.apply().status());
    assertTrue(story.machine(B).events().contains("restart web.service"));
    assertTrue(record(story, B).contains("\"generation\":2,"));
  }

  @Test
  void whatAnyMachineCanDoIsDoneByTheFirst() {
    Story story = story();
    story.tree(tree("two"));
    assertEquals(Status.DONE, story.apply(List.of(A), alone(A)).status());
    assertEquals(List.of("put /etc/web.conf", "run look", "run look"), story.machine(A).events());
  }

  @Test
  void recordsTheCommitWhenNothingIsLeftForOthers() {
    Story story = story();
    story.tree(tree("one").andThen(tree -> tree.file(B, "files", "/etc/motd", "hello")));
    assertEquals(Status.DONE, story.apply(List.of(B), alone(B)).status());
    assertTrue(record(story, B).contains("\"generation\":2,"), record(story, B));
    assertFalse(story.plan().hasWork());
  }
}
