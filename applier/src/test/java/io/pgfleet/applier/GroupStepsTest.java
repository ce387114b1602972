package io.pgfleet.applier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.journal.RunResult.Status;
import io.pgfleet.applier.node.Command;
import io.pgfleet.applier.node.Outcome;
import io.pgfleet.applier.tree.TreeFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Steps of a group: their target is found at run time, and the service says whether they are done.
 */
final class GroupStepsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> HOSTS = List.of("10.0.0.1", "10.0.0.2", "10.0.0.3");
  private static final String COMMON =
      "\"group\":\"main\",\"nodes\":[\"10.0.0.1\",\"10.0.0.2\",\"10.0.0.3\"],"
          + "\"target\":{\"kind\":\"probe\",\"argv\":[\"is-leader\"]},";

  @TempDir Path folder;
  private Story story;
  private String leader = HOSTS.get(0);
  private final TreeSet<String> roles = new TreeSet<>();
  private ObjectNode live = JSON.createObjectNode();

  @BeforeEach
  void aClusterWithOneLeader() {
    story = new Story(folder);
    for (String host : HOSTS) {
      story
          .machine(host)
          .answer(
              List.of("is-leader")::equals,
              any -> new Outcome(host.equals(leader) ? 0 : 1, "", ""));
      story.machine(host).answer(List.of("sql")::equals, command -> sql(host, command));
      story
          .machine(host)
          .answer(List.of("live-read")::equals, any -> new Outcome(0, live.toString(), ""));
      story.machine(host).answer(List.of("live-write")::equals, this::merge);
      story.machine(host).answer(List.of("once"), 0, "");
    }
  }

  /** A service that knows {@code probe a b} and {@code make a}. */
  private Outcome sql(String host, Command command) {
    String[] words = new String(command.stdin(), StandardCharsets.UTF_8).strip().split(" ");
    if (words[0].equals("probe")) {
      List<String> missing = new ArrayList<>(List.of(words).subList(1, words.length));
      missing.removeAll(roles);
      return new Outcome(0, String.join("\n", missing) + "\n", "");
    }
    if (!host.equals(leader)) {
      return new Outcome(1, "", "read only");
    }
    roles.add(words[1]);
    return new Outcome(0, "", "");
  }

  private Outcome merge(Command command) {
    try {
      merge(live, JSON.readTree(command.stdin()));
      return new Outcome(0, "", "");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static void merge(ObjectNode target, JsonNode patch) {
    for (var field : patch.properties()) {
      if (field.getValue().isNull()) {
        target.remove(field.getKey());
      } else if (field.getValue().isObject()) {
        merge(target.withObjectProperty(field.getKey()), field.getValue());
      } else {
        target.set(field.getKey(), field.getValue());
      }
    }
  }

  private static TreeFolder cluster(TreeFolder tree) {
    HOSTS.forEach(tree::node);
    return tree;
  }

  private static Consumer<TreeFolder> roles(String... names) {
    return tree -> {
      StringBuilder items = new StringBuilder();
      for (String name : names) {
        tree.payload("groups/main/" + name + ".sql", "make " + name);
        items.append(items.isEmpty() ? "" : ",");
        items.append("{\"id\":\"" + name + "\",\"file\":\"groups/main/" + name + ".sql\"}");
      }
      cluster(tree)
          .payload("groups/main/probe.sql", "probe " + String.join(" ", names))
          .step(
              "provision",
              "{\"id\":\"roles\",\"kind\":\"sql\","
                  + COMMON
                  + "\"argv\":[\"sql\"],\"probe\":\"groups/main/probe.sql\",\"items\":["
                  + items
                  + "]}");
    };
  }

  @Test
  void runsOnlyTheItemsThatTheProbeNames() {
    roles.add("alice");
    assertEquals(Status.DONE, story.tree(roles("alice", "bob")).apply().status());
    assertEquals(List.of("run sql"), story.machine(leader).events());
    assertEquals(new TreeSet<>(List.of("alice", "bob")), roles);
  }

  @Test
  void runsNothingAfterTheLeaderMoved() {
    story.tree(roles("alice")).apply();
    leader = HOSTS.get(2);
    story.forgetEvents();
    assertFalse(story.plan().hasWork(), () -> story.plan().toString());
    story.apply();
    HOSTS.forEach(host -> assertEquals(List.of(), story.machine(host).events()));
  }

  @Test
  void makesAgainWhatWasDroppedByHandOnTheNewLeader() {
    story.tree(roles("alice", "bob")).apply();
    leader = HOSTS.get(1);
    roles.remove("alice");
    assertEquals(Status.DONE, story.apply().status());
    assertTrue(roles.contains("alice"));
    assertEquals(List.of("run sql"), story.machine(leader).events());
  }

  @Test
  void anItemThatDoesNotTakeEffectIsAFailure() {
    story.tree(roles("alice"));
    story.machine(leader).answer(List.of("sql")::equals, any -> new Outcome(0, "alice\n", ""));
    RunResult result = story.apply();
    assertEquals(Status.FAILED, result.status());
    assertTrue(result.failures().get(0).message().contains("its probe still names alice"));
  }

  @Test
  void waitsForATargetAndFailsWhenThereIsNone() {
    leader = "";
    assertTrue(story.tree(roles("alice")).plan().steps().get(0).due().isPending());
    RunResult result = story.apply();
    assertEquals(Status.FAILED, result.status());
    assertTrue(result.failures().get(0).message().contains("no machine is its target"));
  }

  @Test
  void aOneShotOfTheGroupRunsOnceWhereverTheLeaderIs() {
    Consumer<TreeFolder> once =
        tree ->
            cluster(tree)
                .step("one", "{\"id\":\"o\",\"kind\":\"run\"," + COMMON + "\"argv\":[\"once\"]}");
    story.tree(once).apply();
    assertEquals(List.of("run once"), story.machine(leader).events());
    leader = HOSTS.get(1);
    assertFalse(story.plan().hasWork());
    story.tree(once.andThen(tree -> tree.payload("groups/main/x", "x"))).apply();
    assertEquals(List.of(), story.machine(leader).events());
  }

  private static Consumer<TreeFolder> document(String json) {
    return tree ->
        cluster(tree)
            .payload("groups/main/dynamic.json", json)
            .step(
                "live",
                "{\"id\":\"live\",\"kind\":\"live\","
                    + COMMON
                    + "\"document\":\"groups/main/dynamic.json\","
                    + "\"read\":[\"live-read\"],\"write\":[\"live-write\"]}");
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Test
  void mergesOurKeysAndKeepsThoseOfOthers() {
    live = json("{\"pause\":true,\"parameters\":{\"a\":1,\"theirs\":\"x\"}}");
    story.tree(document("{\"parameters\":{\"a\":2,\"b\":\"on\"}}")).apply();
    assertEquals(
        json("{\"pause\":true,\"parameters\":{\"a\":2,\"b\":\"on\",\"theirs\":\"x\"}}"), live);
    assertFalse(story.plan().hasWork());
  }

  @Test
  void takesOutAKeyThatWeOwnedAndDropped() {
    live = json("{\"parameters\":{\"theirs\":\"x\"}}");
    story.tree(document("{\"parameters\":{\"a\":2,\"b\":\"on\"}}")).apply();
    leader = HOSTS.get(2);
    story.tree(document("{\"parameters\":{\"a\":2}}")).apply();
    assertEquals(json("{\"parameters\":{\"a\":2,\"theirs\":\"x\"}}"), live);
  }

  @Test
  void putsBackAKeyThatSomebodyChangedInTheService() {
    story.tree(document("{\"parameters\":{\"a\":2}}")).apply();
    live = json("{\"parameters\":{\"a\":7}}");
    assertTrue(story.plan().hasWork());
    story.apply();
    assertEquals(json("{\"parameters\":{\"a\":2}}"), live);
  }
}
