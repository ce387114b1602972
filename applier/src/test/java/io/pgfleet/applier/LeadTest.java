package io.pgfleet.applier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.journal.RunResult.Status;
import io.pgfleet.applier.node.Outcome;
import io.pgfleet.applier.plan.Plan;
import io.pgfleet.applier.plan.PlannedStep;
import io.pgfleet.applier.tree.TreeFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The machine that comes last: when it is disturbed, how often, and when it gives its role away.
 */
final class LeadTest {
  private static final String A = "10.0.0.1";
  private static final String B = "10.0.0.2";
  private static final String C = "10.0.0.3";
  private static final List<String> HOSTS = List.of(A, B, C);
  private static final String NODES = "\"nodes\":[\"10.0.0.1\",\"10.0.0.2\",\"10.0.0.3\"],";

  @TempDir Path folder;
  private Story story;
  private final List<String> done = new ArrayList<>();
  private final Set<String> waiting = new HashSet<>();
  private final Set<String> stubborn = new HashSet<>();
  private String leader = A;
  private boolean heir = true;
  private String limit = "{\"limit\":1}";

  @BeforeEach
  void threeMembersAndALeader() {
    story = new Story(folder);
    for (String host : HOSTS) {
      answer(host, "leads", () -> leader.equals(host) ? 0 : 1);
      answer(host, "calm", () -> waiting.contains(host) ? 1 : 0);
      answer(host, "restart", () -> restarted(host));
      answer(host, "give", this::given);
      story.machine(host).answer(List.of("read")::equals, any -> new Outcome(0, limit, ""));
      story
          .machine(host)
          .answer(List.of("why")::equals, any -> new Outcome(0, "limit becomes 2\n", ""));
      story
          .machine(host)
          .answer(
              List.of("write")::equals,
              any -> {
                limit = "{\"limit\":2}";
                waiting.addAll(HOSTS);
                return new Outcome(0, "", "");
              });
    }
  }

  private interface Exit {
    int code();
  }

  private void answer(String host, String word, Exit exit) {
    story.machine(host).answer(List.of(word)::equals, any -> new Outcome(exit.code(), "", ""));
  }

  private int restarted(String host) {
    done.add("restart " + host);
    if (!stubborn.contains(host)) {
      waiting.remove(host);
    }
    return 0;
  }

  private int given() {
    done.add("give " + leader);
    if (!heir) {
      return 1;
    }
    waiting.remove(leader);
    leader = B;
    return 0;
  }

  private static Consumer<TreeFolder> tree(int seconds) {
    return tree -> {
      HOSTS.forEach(tree::node);
      tree.group("one", A, B, C).payload("groups/one/shared.json", "{\"limit\":2}");
      tree.step(
              "two",
              "{\"id\":\"shared\",\"kind\":\"live\",\"group\":\"one\",\"target\":{\"kind\":\"probe\",\"argv\":[\"leads\"]},"
                  + NODES
                  + "\"document\":\"groups/one/shared.json\",\"read\":[\"read\"],\"write\":[\"write\"]}")
          .step(
              "two", step("r1", seconds, "\"forecast\":{\"live\":\"shared\",\"argv\":[\"why\"]},"))
          .step("two", step("r2", seconds, ""));
    };
  }

  private static String step(String id, int seconds, String more) {
    return "{\"id\":\""
        + id
        + "\",\"title\":\""
        + id
        + "\",\"kind\":\"run\",\"disruption\":\"one\",\"strategy\":{\"kind\":\"last\",\"argv\":[\"leads\"]},"
        + NODES
        + more
        + "\"argv\":[\"restart\"],\"guard\":{\"argv\":[\"calm\"]},\"undo\":\"none\","
        + "\"handOver\":{\"argv\":[\"give\"],\"seconds\":"
        + seconds
        + "}}";
  }

  /** All wait for a restart, some of them or only the leader; the others took long or did not. */
  @ParameterizedTest
  @CsvSource({
    "A B C, 0,   true,  restart B; restart C; give A",
    "A B C, 0,   false, restart B; restart C; give A; restart A",
    "A B C, 999, true,  restart B; restart C; restart A",
    "A,     0,   true,  restart A",
    "A,     999, true,  restart A",
    "B C,   0,   true,  restart B; restart C",
    "A B,   0,   true,  restart B; give A",
    "A B,   0,   false, restart B; give A; restart A",
  })
  void theLeaderComesLastAndGivesTheLeadAwayWhereThatCostsLess(
      String pending, int seconds, boolean accepts, String expected) {
    limit = "{\"limit\":2}";
    heir = accepts;
    for (String one : pending.split(" ")) {
      waiting.add(host(one));
    }
    assertEquals(Status.DONE, story.tree(tree(seconds)).apply().status());
    List<String> named = new ArrayList<>();
    for (String one : expected.split("; ")) {
      String[] words = one.split(" ");
      named.add(words[0] + " " + host(words[1]));
    }
    assertEquals(named, done);
  }

  private static String host(String letter) {
    return HOSTS.get(letter.charAt(0) - 'A');
  }

  @Test
  void theLeaderIsDisturbedOnceInARunAndTheRestWaitsForTheNext() {
    limit = "{\"limit\":2}";
    waiting.add(A);
    stubborn.add(A);
    assertEquals(Status.DONE, story.tree(tree(999)).apply().status());
    assertEquals(List.of("restart " + A), done);
    assertTrue(
        story.events().stream().anyMatch(event -> event.text().contains("r2 stays pending")));
    stubborn.clear();
    assertEquals(Status.DONE, story.apply().status());
    assertEquals(List.of("restart " + A, "restart " + A), done);
  }

  @Test
  void aPlanForetellsWhatAMergeWillMakeRestartAndInWhichOrder() {
    Plan plan = story.tree(tree(0)).plan();
    List<String> restarts =
        plan.steps().stream()
            .filter(one -> one.step().id().equals("r1"))
            .map(PlannedStep::host)
            .toList();
    assertEquals(List.of(B, C, A), restarts);
    PlannedStep last =
        plan.steps().stream().filter(one -> one.host().equals(A)).reduce((a, b) -> b).orElseThrow();
    assertEquals(
        List.of("limit becomes 2", "comes last, or gives its role away first"),
        last.due().reasons());
    assertEquals(List.of(), done, "a plan changes nothing");
    assertEquals(Status.DONE, story.apply().status());
    assertEquals(List.of("restart " + B, "restart " + C, "give " + A), done);
    assertTrue(!story.plan().hasWork(), () -> story.plan().toString());
  }
}
