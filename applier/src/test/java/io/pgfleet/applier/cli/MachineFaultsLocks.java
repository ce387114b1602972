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
import java.util.Locale;
import java.util.stream.Stream;

/** The cases about a machine's lock and its record. */
final class MachineFaultsLocks {
  private MachineFaultsLocks() {}

  static List<Case> all() {
    return Stream.of(locks(), records()).flatMap(List::stream).toList();
  }

  private static List<Case> locks() {
    return List.of(
        new Case(
            "a machine that another run holds is left alone",
            in("node/lock.sh", "flock -n 8 || {", "true || {"),
            scene -> {
              scene.applied("old");
              scene.meanwhile("flock /var/lib/pgfleet/lock sleep 60");
              Eventually.within(
                  Duration.ofSeconds(5),
                  "the other run",
                  () -> !scene.root("pgrep -f 'sleep [6]0'; true").isEmpty());
              scene.tree("new").ends(7, "is held by", "old");
              scene.root("pkill -f 'sleep [6]0'; true");
              scene.converges();
            }),
        new Case(
            "the lock of a connection that died is free at once",
            in(
                "node/lock.sh",
                "[ \"$beat\" = . ]; do :; done",
                "[ \"$beat\" = . ]; do :; done; sleep 4"),
            scene -> {
              scene.applied("old");
              try (SshNodes nodes = scene.nodes();
                  Node node = nodes.open(scene.host())) {
                node.lock(new Holder("other", "a test", "none"));
                scene.root("pkill -KILL -f 'sshd: [a]dmin'; true");
                scene.tree("new").ends(0, "done", "new");
              }
              scene.converges();
            }),
        new Case(
            "a change that a lost connection left running ends before the next one begins",
            in("node/fence.sh", "flock -w 30 9 ||", "true ||"),
            scene -> {
              scene.applied("old");
              Instant begun = Instant.now();
              scene.meanwhile("flock /var/lib/pgfleet/busy sleep 12");
              scene.tree("new").ends(0, "done", "new");
              Duration took = Duration.between(begun, Instant.now());
              assertTrue(took.compareTo(Duration.ofSeconds(11)) > 0, took::toString);
              scene.converges();
            }));
  }

  private static List<Case> records() {
    return List.of(
        new Case(
            "a record that is no record stops the run",
            in(
                "plan/RecordFormat.java",
                "throw unreadable(host, \"no JSON\");",
                "return Recorded.none();"),
            scene -> {
              scene.applied("old");
              scene.root("echo x >/var/lib/pgfleet/record.json");
              scene.tree("new").ends(3, "cannot be read (no JSON)", "old");
              scene.root("rm /var/lib/pgfleet/record.json");
              scene.converges();
            }),
        new Case(
            "a machine of another environment is not taken",
            in(
                "Fence.java",
                "if (!environment.isEmpty() && !environment.equals(tree.environment())) {",
                "if (false) {"),
            scene -> {
              scene.applied("old");
              String swap =
                  "sed -i 's/\"environment\":\"%s\"/\"environment\":\"%s\"/' /var/lib/pgfleet/record.json";
              scene.root(String.format(Locale.ROOT, swap, "test", "other"));
              scene.tree("new").ends(8, "belongs to environment 'other'", "old");
              scene.root(String.format(Locale.ROOT, swap, "other", "test"));
              scene.converges();
            }),
        new Case(
            "a plan changes nothing on the machine",
            in(
                "cli/ApplyCommand.java",
                "if (manner.isPlan()) {\n      return plan",
                "if (manner == null) {\n      return plan"),
            scene -> {
              scene.applied("old");
              scene.root("touch /run/case-mark; sleep 1");
              scene.tree("new");
              assertEquals(2, scene.terminal().apply("--plan"), scene.terminal()::said);
              assertEquals(
                  "",
                  scene.root("find /etc /var/lib/pgfleet -newer /run/case-mark 2>/dev/null; true"));
              scene.holds("old");
              scene.converges();
            }));
  }
}
