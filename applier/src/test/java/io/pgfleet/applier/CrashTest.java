package io.pgfleet.applier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.journal.RunResult.Status;
import io.pgfleet.applier.node.FakeFaults.Moment;
import io.pgfleet.applier.node.FakeFile;
import io.pgfleet.applier.node.FakeMachine;
import io.pgfleet.applier.node.NodeException;
import io.pgfleet.applier.tree.TreeFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connection is lost at every operation of a run, before and after its effect. */
final class CrashTest {
  private static final String A = "10.0.0.1";
  private static final List<String> HEALTHY = List.of("healthy");
  private static final int MORE_THAN_ANY_RUN = 200;

  @TempDir Path folder;

  private static Consumer<TreeFolder> service(String config, String... more) {
    return tree -> {
      tree.node(A)
          .step(
              "s",
              "{\"id\":\"s.packages\",\"kind\":\"packages\",\"nodes\":[\"10.0.0.1\"],\"packages\":[\"s\"]}")
          .step("s", "{\"id\":\"s.files\",\"kind\":\"place\",\"nodes\":[\"10.0.0.1\"]}")
          .step(
              "s",
              "{\"id\":\"s.unit\",\"kind\":\"unit\",\"nodes\":[\"10.0.0.1\"],"
                  + "\"unit\":\"s.service\",\"consumes\":[\"/etc/s/*\"],\"restartOn\":[\"/etc/s/*\"]}")
          .step(
              "s",
              "{\"id\":\"s.gate\",\"kind\":\"gate\",\"nodes\":[\"10.0.0.1\"],\"after\":[\"s.unit\"],"
                  + "\"probe\":{\"kind\":\"command\",\"argv\":[\"healthy\"]}}")
          .directory(A, "s.files", "/etc/s")
          .file(A, "s.files", "/etc/s/s.conf", config)
          .block(A, "s.files", "/etc/hosts", "ours", "10.0.0.1 me\n")
          .file(A, "s.files", "/etc/systemd/system/s.service", "[Service]\n");
      for (String path : more) {
        tree.file(A, "s.files", path, "more");
      }
    };
  }

  private Story freshStory() {
    Story story = new Story(folder);
    story.machine(A).answer(HEALTHY, 0, "");
    story.machine(A).available().put("s", "1.0");
    return story;
  }

  private static SortedMap<String, String> texts(FakeMachine machine) {
    SortedMap<String, String> texts = new TreeMap<>();
    machine.files().forEach((path, file) -> texts.put(path, file.kind() + ":" + file.text()));
    return texts;
  }

  /** Runs with a loss at an operation; false when the run had fewer operations. */
  private static boolean loses(Story story, int operation, Moment moment) {
    FakeMachine machine = story.machine(A);
    int before = machine.faults().count();
    machine.faults().failAt(before + operation, moment);
    Status status;
    try {
      status = story.apply().status();
    } catch (NodeException lostBeforeTheRunBegan) {
      status = Status.FAILED;
    }
    boolean lost = machine.faults().count() >= before + operation;
    machine.faults().failAt(-1, moment);
    // only the last words in the journal may get lost without a failure
    boolean whole = status == Status.DONE && !story.plan().hasWork();
    assertTrue(whole || (lost && status == Status.FAILED), "operation " + operation);
    return lost;
  }

  private static void assertWhollyOldOrNew(
      FakeMachine machine, Map<String, String> old, Map<String, String> wanted) {
    texts(machine)
        .forEach(
            (path, text) ->
                assertTrue(
                    List.of(old.getOrDefault(path, text), wanted.getOrDefault(path, text))
                        .contains(text),
                    path + " is neither old nor new: " + text));
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void aBootstrapThatDiedAnywhereIsFinishedByTheNextRun(Moment moment) {
    Story whole = freshStory().tree(service("one"));
    whole.apply();
    SortedMap<String, String> wanted = texts(whole.machine(A));
    int operation = 1;
    for (; operation < MORE_THAN_ANY_RUN; operation++) {
      Story story = freshStory().tree(service("one"));
      SortedMap<String, String> old = texts(story.machine(A));
      boolean lost = loses(story, operation, moment);
      assertWhollyOldOrNew(story.machine(A), old, wanted);
      assertFinishes(story, wanted, operation);
      if (!lost) {
        break;
      }
    }
    assertTrue(operation > 10 && operation < MORE_THAN_ANY_RUN, "operations: " + operation);
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void aChangeThatDiedAnywhereIsFinishedByTheNextRun(Moment moment) {
    Story whole = freshStory().tree(service("one", "/etc/s/gone"));
    whole.apply();
    whole.tree(service("two", "/etc/s/more")).apply();
    SortedMap<String, String> wanted = texts(whole.machine(A));
    int operation = 1;
    for (; operation < MORE_THAN_ANY_RUN; operation++) {
      Story story = freshStory().tree(service("one", "/etc/s/gone"));
      story.apply();
      SortedMap<String, String> old = texts(story.machine(A));
      String before = story.machine(A).units().get("s.service").invocation();
      story.tree(service("two", "/etc/s/more"));
      boolean lost = loses(story, operation, moment);
      assertWhollyOldOrNew(story.machine(A), old, wanted);
      assertFinishes(story, wanted, operation);
      assertFalse(
          before.equals(story.machine(A).units().get("s.service").invocation()),
          "the service runs with the old configuration after operation " + operation);
      if (!lost) {
        break;
      }
    }
    assertTrue(operation > 10 && operation < MORE_THAN_ANY_RUN, "operations: " + operation);
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void aRepairOfDriftThatDiedAnywhereStillReachesTheService(Moment moment) {
    int operation = 1;
    for (; operation < MORE_THAN_ANY_RUN; operation++) {
      Story story = freshStory().tree(service("one"));
      story.apply();
      SortedMap<String, String> wanted = texts(story.machine(A));
      story.machine(A).files().put("/etc/s/s.conf", FakeFile.file("edited", "0644"));
      String before = story.machine(A).units().get("s.service").invocation();
      boolean lost = loses(story, operation, moment);
      assertFinishes(story, wanted, operation);
      assertFalse(
          before.equals(story.machine(A).units().get("s.service").invocation()),
          "the service never saw the repaired file after operation " + operation);
      if (!lost) {
        break;
      }
    }
    assertTrue(operation > 5 && operation < MORE_THAN_ANY_RUN, "operations: " + operation);
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void aRollbackThatDiedAnywhereIsFinishedByTheNextRunOfTheOldTree(Moment moment) {
    int operation = 1;
    for (; operation < MORE_THAN_ANY_RUN; operation++) {
      Story story = freshStory().tree(service("one"));
      story.apply();
      SortedMap<String, String> old = texts(story.machine(A));
      story.machine(A).answer(HEALTHY, 1, "");
      story.tree(service("two", "/etc/s/more"));
      FakeMachine machine = story.machine(A);
      int before = machine.faults().count();
      machine.faults().failAt(before + operation, moment);
      RunResult result = tried(story);
      boolean lost = machine.faults().count() >= before + operation;
      machine.faults().failAt(-1, moment);
      boolean restored = result.status() == Status.ROLLED_BACK;
      assertTrue(restored || (lost && result.status() == Status.FAILED), "" + operation);
      assertTrue(!restored || texts(machine).equals(old), "not as before after " + operation);
      machine.answer(HEALTHY, 0, "");
      story.tree(service("one"));
      assertFinishes(story, old, operation);
      if (!lost) {
        break;
      }
    }
    assertTrue(operation > 10 && operation < MORE_THAN_ANY_RUN, "operations: " + operation);
  }

  private static RunResult tried(Story story) {
    try {
      return story.apply();
    } catch (NodeException lostBeforeTheRunBegan) {
      return new RunResult(
          Status.FAILED,
          "",
          List.of(),
          List.of(),
          RunResult.Aftermath.none(),
          java.time.Duration.ZERO);
    }
  }

  private static void assertFinishes(Story story, SortedMap<String, String> wanted, int operation) {
    assertEquals(Status.DONE, story.apply().status(), "after operation " + operation);
    assertEquals(wanted, texts(story.machine(A)), "after operation " + operation);
    assertEquals("active", story.machine(A).units().get("s.service").activeState());
    assertFalse(story.plan().hasWork(), () -> "after operation " + operation + story.plan());
  }

  @Test
  void aRunWithoutLossIsWhole() {
    Story story = freshStory().tree(service("one"));
    assertEquals(Status.DONE, story.apply().status());
    assertFalse(story.plan().hasWork());
  }
}
