package io.pgfleet.applier.cli;

import static io.pgfleet.applier.cli.Mutation.in;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.cli.MachineFaults.Case;
import io.pgfleet.applier.fleet.Eventually;
import io.pgfleet.applier.node.Holder;
import io.pgfleet.applier.node.Node;
import io.pgfleet.applier.node.SshNodes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The cases about power, cables and clocks. */
final class MachineFaultsPower {
  private static final String MARK = "/var/tmp/case-mark";

  private static final String WAITS =
      "{\"id\":\"mark\",\"kind\":\"run\",\"timeoutSeconds\":60,\"argv\":[\"sh\",\"-c\",\"touch "
          + MARK
          + "; sleep 50\"]}";

  private static final Mutation TIMES =
      new Mutation(
          "activation/Timestamps.java",
          "last = now.isAfter(last) ? now : last.plusMillis(1);",
          "last = now;");

  private static final Duration SILENCE = Duration.ofSeconds(15);

  private static final Duration YEAR = Duration.ofDays(366);

  private MachineFaultsPower() {}

  static List<Case> all() {
    return Stream.of(power(), cables(), clocks()).flatMap(List::stream).toList();
  }

  private static List<Case> power() {
    return List.of(
        new Case(
            "a machine that reboots between staging and switching keeps the old file",
            in("node/stage.sh", "[ \"$other\" = \"$folder\" ] || rm -rf -- \"$other\"", ":"),
            scene -> {
              scene.applied("old");
              fails(scene.first(WAITS));
              scene.holds("old");
              scene.runs();
              assertTrue(staged(scene) > 0, "nothing was staged before");
              scene.converges();
              assertEquals(0, staged(scene), "what the dead run staged is of no use");
            }),
        new Case(
            "a machine that reboots between switching and proving is proven by the next run",
            in(
                "plan/Triggers.java",
                " || isNewer(world.lastSuccess(earlier, host), step, host)",
                ""),
            scene -> {
              scene.applied("old");
              fails(scene.step(WAITS));
              scene.holds("new");
              scene.runs();
              scene.withoutSteps().tree("new");
              assertEquals(2, scene.terminal().apply("--plan"), scene.terminal()::said);
              assertTrue(scene.terminal().out().contains("after unit"), scene.terminal()::said);
              scene.ends(0, "wait (wait)", "new");
              scene.converges();
            }));
  }

  private static List<Case> cables() {
    return List.of(
        new Case(
            "the lock of a machine whose cable was cut is free after 15 seconds of silence",
            in("node/lock.sh", "timeout 15 head -c 1", "head -c 1"),
            scene -> {
              scene.applied("old");
              try (SshNodes nodes = scene.nodes();
                  Node node = nodes.open(scene.host())) {
                node.lock(new Holder("other", "a test", "none"));
                Instant cut = Instant.now();
                scene.root("ip link set eth0 down");
                Eventually.within(SILENCE.plusSeconds(5), "a free lock", () -> isFree(scene));
                Duration took = Duration.between(cut, Instant.now());
                assertTrue(took.compareTo(SILENCE.plusSeconds(1)) < 0, took::toString);
              } finally {
                scene.cableReturns();
              }
              scene.converges();
            }),
        new Case(
            "a run whose cable is cut says so within its keep-alive, and touches nothing",
            in(
                "node/SshConnection.java",
                "client.getConnection().getKeepAlive().setKeepAliveInterval(KEEP_ALIVE_SECONDS);",
                ""),
            scene -> {
              scene.applied("old");
              scene.first(
                  "{\"id\":\"cut\",\"kind\":\"run\",\"timeoutSeconds\":90,\"argv\":[\"sh\",\"-c\",\"ip link set eth0 down; sleep 80\"]}");
              Instant begun = Instant.now();
              try {
                scene.tree("new").ends(6, "the connection was lost", "old");
              } finally {
                scene.cableReturns();
              }
              Duration took = Duration.between(begun, Instant.now());
              assertTrue(took.compareTo(Duration.ofSeconds(60)) < 0, took::toString);
              scene.root("pkill -f 'sleep [8]0'; true");
              scene.converges();
            }));
  }

  private static List<Case> clocks() {
    return List.of(
        new Case(
            "after a run with a clock a year ahead a dead run is proven all the same",
            TIMES,
            scene -> proven(scene, YEAR, Duration.ZERO)),
        new Case(
            "a run with a clock a year behind that dies is proven all the same",
            TIMES,
            scene -> proven(scene, Duration.ZERO, YEAR.negated())));
  }

  /** The power fails in the step that waits, and comes back. */
  private static void fails(Scene scene) {
    scene.root("rm -f " + MARK);
    scene.powerFailsOnce(MARK);
    scene.tree("new").ends(6, "the connection was lost");
    scene.powerReturns();
    scene.root("rm -f " + MARK);
  }

  private static int staged(Scene scene) {
    return Integer.parseInt(
        scene.root("find /var/lib/pgfleet/stage -type f 2>/dev/null | wc -l").strip());
  }

  private static boolean isFree(Scene scene) {
    return scene.root("flock -n /var/lib/pgfleet/lock echo free; true").equals("free");
  }

  /** The second run restarts the service and dies before its gate, which the third one opens. */
  private static void proven(Scene scene, Duration first, Duration second) {
    scene.terminal().clockLies(first);
    scene.applied("old");
    scene.terminal().clockLies(second);
    fails(scene.step(WAITS));
    scene.terminal().clockLies(Duration.ZERO);
    scene.withoutSteps().tree("new").ends(0, "done", "new");
    assertTrue(scene.terminal().out().contains("wait (wait)"), scene.terminal()::said);
    scene.converges();
  }
}
