package io.pgfleet.applier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.journal.RunResult.Status;
import io.pgfleet.applier.node.Command;
import io.pgfleet.applier.node.Outcome;
import io.pgfleet.applier.tree.TreeFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A document that a service holds: what it held before is kept, brought back and remembered. */
final class DocumentTest {
  private static final List<String> HOSTS = List.of("10.0.0.1", "10.0.0.2");
  private static final List<String> HEALTHY = List.of("healthy");

  @TempDir Path folder;
  private Story story;
  private final StringBuilder document = new StringBuilder("{\"theirs\":1}");

  @BeforeEach
  void start() {
    story = new Story(folder);
    HOSTS.forEach(host -> story.machine(host).answer(HEALTHY, 0, ""));
    for (String host : HOSTS) {
      story
          .machine(host)
          .answer(List.of("read")::equals, any -> new Outcome(0, document.toString(), ""));
      story.machine(host).answer(List.of("write")::equals, this::write);
    }
  }

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
      HOSTS.forEach(tree::node);
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
    story.tree(live(2, true)).apply();
    assertEquals("{\"ours\":2,\"theirs\":1}", document.toString());
    story.machine(HOSTS.get(1)).answer(HEALTHY, 1, "no member");
    RunResult result = story.tree(live(3, true)).apply();
    assertEquals("{\"ours\":2,\"theirs\":1}", document.toString());
    assertEquals(Status.FAILED, result.status(), "the member had nothing to take back");
    assertTrue(
        story.machine(HOSTS.get(0)).journal("run-2").stream()
            .anyMatch(line -> line.contains("\"kept\"") && line.contains("{\\\"ours\\\":2}")),
        () -> story.machine(HOSTS.get(0)).journal("run-2").toString());
    story.machine(HOSTS.get(1)).answer(HEALTHY, 0, "");
    assertFalse(
        story.tree(live(2, true)).plan().steps().stream()
            .anyMatch(s -> s.step().id().equals("live")));
    assertEquals(Status.DONE, story.tree(live(3, true)).apply().status());
    assertEquals("{\"ours\":3,\"theirs\":1}", document.toString());
  }

  @Test
  void takesOutOfADocumentWhatWasNotThereBefore() {
    story.machine(HOSTS.get(1)).answer(HEALTHY, 1, "no member");
    story.tree(live(2, true)).apply();
    assertEquals("{\"theirs\":1}", document.toString());
  }

  @Test
  void remembersADocumentThatAServiceHeldBeforeTheFirstContact() {
    document.setLength(0);
    document.append("{\"ours\":2,\"theirs\":1}");
    assertEquals(Status.DONE, story.tree(live(2, false)).apply().status());
    assertFalse(
        story.machine(HOSTS.get(0)).events().contains("run write"), "nothing had to be written");
    assertFalse(story.plan().hasWork());
    document.setLength(0);
    document.append("{\"ours\":3,\"theirs\":1}");
    assertTrue(story.plan().hasWork(), "somebody changed what is ours now");
    assertEquals(Status.DONE, story.apply().status());
    assertEquals("{\"ours\":2,\"theirs\":1}", document.toString());
  }
}
