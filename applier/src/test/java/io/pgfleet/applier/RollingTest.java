package io.pgfleet.applier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.journal.Event;
import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.journal.RunResult.Status;
import io.pgfleet.applier.node.Outcome;
import io.pgfleet.applier.tree.TreeFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several members of one quorum: who is disturbed when. */
final class RollingTest {
  private static final List<String> HOSTS = List.of("10.0.0.1", "10.0.0.2", "10.0.0.3");
  private static final String NODES = "\"nodes\":[\"10.0.0.1\",\"10.0.0.2\",\"10.0.0.3\"],";

  @TempDir Path folder;
  private Story story;

  @BeforeEach
  void allHealthy() {
    story = new Story(folder);
    HOSTS.forEach(host -> story.machine(host).answer(List.of("healthy"), 0, ""));
  }

  private static Consumer<TreeFolder> members(String config, String strategy) {
    return tree -> {
      HOSTS.forEach(tree::node);
      tree.step("q", "{\"id\":\"q.files\",\"kind\":\"place\"," + NODES + "\"title\":\"place\"}")
          .step(
              "q",
              "{\"id\":\"q.unit\",\"kind\":\"unit\","
                  + NODES
                  + strategy
                  + "\"unit\":\"member.service\",\"consumes\":[\"/etc/member.conf\"],"
                  + "\"restartOn\":[\"/etc/member.conf\"]}")
          .step(
              "q",
              "{\"id\":\"q.gate\",\"kind\":\"gate\","
                  + NODES
                  + "\"after\":[\"q.unit\"],"
                  + "\"probe\":{\"kind\":\"command\",\"argv\":[\"healthy\"]}}");
      for (String host : HOSTS) {
        tree.file(host, "q.files", "/etc/member.conf", config)
            .file(host, "q.files", "/etc/systemd/system/member.service", "[Service]\n");
      }
    };
  }

  private List<String> order(Event.What what) {
    return story.events().stream()
        .filter(event -> event.what() == what && !event.step().equals("q.files"))
        .map(event -> event.step() + " " + event.host())
        .toList();
  }

  @Test
  void membersThatAreAllDownStartTogether() {
    story.tree(members("one", "\"disruption\":\"q\",")).apply();
    List<String> begun = order(Event.What.STEP_STARTED).subList(0, 3);
    assertTrue(begun.stream().allMatch(step -> step.startsWith("q.unit")), begun::toString);
  }

  @Test
  void aQuorumIsRestartedOneByOneWithAGateBetween() {
    story.tree(members("one", "\"disruption\":\"q\",")).apply();
    story.events().clear();
    assertEquals(Status.DONE, story.tree(members("two", "\"disruption\":\"q\",")).apply().status());
    assertEquals(
        List.of(
            "q.unit 10.0.0.1",
            "q.gate 10.0.0.1",
            "q.unit 10.0.0.2",
            "q.gate 10.0.0.2",
            "q.unit 10.0.0.3",
            "q.gate 10.0.0.3"),
        order(Event.What.STEP_DONE));
  }

  @Test
  void theRestStaysUntouchedWhenTheFirstMemberDoesNotComeBack() {
    story.tree(members("one", "\"disruption\":\"q\",")).apply();
    story.forgetEvents();
    story.machine(HOSTS.get(0)).answer(List.of("healthy"), 1, "no quorum");
    RunResult result = story.tree(members("two", "\"disruption\":\"q\",")).apply();
    assertEquals(Status.ROLLED_BACK, result.status());
    assertEquals(List.of("10.0.0.1"), result.rolledBack());
    assertEquals(
        List.of("put /etc/member.conf", "restore /etc/member.conf"),
        story.machine(HOSTS.get(1)).events(),
        "never restarted, and its next restart takes nothing that failed elsewhere");
  }

  @Test
  void theLeaderComesLast() {
    HOSTS.forEach(
        host ->
            story
                .machine(host)
                .answer(
                    List.of("leads")::equals,
                    any -> new Outcome(host.equals("10.0.0.1") ? 0 : 1, "", "")));
    String last = "\"strategy\":{\"kind\":\"last\",\"argv\":[\"leads\"]},";
    story.tree(members("one", last)).apply();
    story.events().clear();
    story.tree(members("two", last)).apply();
    assertEquals(
        List.of("q.unit 10.0.0.2", "q.unit 10.0.0.3", "q.unit 10.0.0.1"),
        order(Event.What.STEP_DONE).stream().filter(step -> step.startsWith("q.unit")).toList());
  }

  @Test
  void aRunThatDiedBeforeTheLastMemberGoesOnThere() {
    story.tree(members("one", "\"disruption\":\"q\",")).apply();
    story.machine(HOSTS.get(2)).answer(List.of("healthy"), 1, "no quorum");
    assertEquals(
        Status.ROLLED_BACK, story.tree(members("two", "\"disruption\":\"q\",")).apply().status());
    story.machine(HOSTS.get(2)).answer(List.of("healthy"), 0, "");
    story.forgetEvents();
    assertEquals(Status.DONE, story.apply().status());
    assertEquals(List.of(), story.machine(HOSTS.get(0)).events());
    assertEquals(
        List.of("put /etc/member.conf", "restart member.service"),
        story.machine(HOSTS.get(2)).events());
  }

  @Test
  void anInterruptStopsBetweenTwoMembersAfterTheGateOfTheFirst() {
    story.tree(members("one", "\"disruption\":\"q\",")).apply();
    story.forgetEvents();
    AtomicBoolean asked = new AtomicBoolean();
    story
        .machine(HOSTS.get(0))
        .answer(
            List.of("healthy")::equals,
            any -> {
              asked.set(true);
              return new Outcome(0, "", "");
            });
    story.tree(members("two", "\"disruption\":\"q\","));
    assertEquals(Status.INTERRUPTED, story.applyUntil(asked::get).status());
    assertEquals(
        List.of("put /etc/member.conf", "restart member.service"),
        story.machine(HOSTS.get(0)).events());
    assertEquals(List.of("put /etc/member.conf"), story.machine(HOSTS.get(1)).events());
    asked.set(false);
    story.forgetEvents();
    assertEquals(Status.DONE, story.apply().status());
    assertEquals(List.of(), story.machine(HOSTS.get(0)).events());
    assertEquals(List.of("restart member.service"), story.machine(HOSTS.get(1)).events());
  }
}
