package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.fleet.Eventually;
import io.pgfleet.applier.node.Content;
import io.pgfleet.applier.node.Holder;
import io.pgfleet.applier.node.Node;
import io.pgfleet.applier.node.NodeException;
import io.pgfleet.applier.node.Placement;
import io.pgfleet.applier.node.SshNodes;
import io.pgfleet.applier.node.Undo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The cases of the fault suite about the way to a machine, its lock, its record and people. */
final class MachineFaultsAround {
  private static final String SSHD = "/etc/ssh/sshd_config.d/case.conf";
  private static final String LOCKED_OUT = "AllowUsers nobody\n";
  private static final Mutation CONFIRMS =
      new Mutation("activation/Lifeline.java", "confirm(machine, title, undo, proven);", "");

  private final List<MachineFaults.Case> all = new ArrayList<>();

  static List<MachineFaults.Case> all() {
    MachineFaultsAround faults = new MachineFaultsAround();
    faults.ways();
    faults.lifelines();
    faults.locks();
    faults.records();
    faults.people();
    faults.reports();
    return faults.all;
  }

  private void add(String name, Mutation protection, Consumer<Scene> story) {
    all.add(new MachineFaults.Case(name, protection, story));
  }

  private static Mutation in(String file, String from, String to) {
    return new Mutation(file, from, to);
  }

  private void ways() {
    add(
        "a host key that changed is refused",
        in(
            "node/SshConnection.java",
            "client.addHostKeyVerifier(hostKeys);",
            "client.addHostKeyVerifier(new net.schmizz.sshj.transport.verification.PromiscuousVerifier());"),
        scene -> {
          scene.applied("old");
          believing(
              scene,
              scene.host()
                  + " ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n");
          scene.tree("new").ends(6, "is not the one in", "old");
        });
    add(
        "a host key that nobody knows is refused with its fingerprint",
        in(
            "node/SshConnection.java",
            "client.addHostKeyVerifier(hostKeys);",
            "client.addHostKeyVerifier(new net.schmizz.sshj.transport.verification.PromiscuousVerifier());"),
        scene -> {
          scene.applied("old");
          believing(scene, "");
          scene.tree("new").ends(6, "SHA256:", "old");
        });
    add(
        "a machine where sudo is refused says what to allow",
        in("node/RootCommand.java", "become ? \"sudo -n -- \" + shell : shell", "shell"),
        scene -> {
          scene.applied("old");
          scene.root(
              "printf 'Defaults:admin rootpw\\nadmin ALL=(ALL) PASSWD: ALL\\n' >/etc/sudoers.d/zz-case; chmod 440 /etc/sudoers.d/zz-case");
          try {
            scene.tree("new").ends(6, "without a password (NOPASSWD)", "old");
          } finally {
            scene.root("rm /etc/sudoers.d/zz-case");
          }
          scene.converges();
        });
    add(
        "a machine without flock is told apart from one that is held",
        in("node/lock.sh", "command -v flock >/dev/null || fail", "true || fail"),
        scene -> {
          scene.applied("old");
          scene.root("mv /usr/bin/flock /usr/bin/flock.away");
          scene.tree("new").ends(6, "there is no 'flock'", "old");
          scene.root("mv /usr/bin/flock.away /usr/bin/flock");
          scene.converges();
        });
  }

  private static void believing(Scene scene, String knownHosts) {
    Path file = MachineFaults.written(scene.folder().resolve("known_hosts"), knownHosts);
    scene.believing(file);
  }

  private void lifelines() {
    add(
        "a configuration of sshd that lets nobody in is rolled back",
        CONFIRMS,
        scene -> {
          scene.applied("old");
          sshd(
              scene,
              "{\"id\":\"sshd\",\"kind\":\"unit\",\"unit\":\"ssh.service\",\"undo\":\"inverse\",\"timeoutSeconds\":5,\"reloadOn\":[\""
                  + SSHD
                  + "\"]}");
          scene.tree("new").ends(5, "puts back by itself", "old");
          assertEquals("", scene.root("ls " + SSHD + " 2>/dev/null; true"));
          scene.root("systemctl restart ssh"); // a reload closes the port for a moment
          scene.converges();
        });
    add(
        "a broken file of sudoers is rolled back",
        CONFIRMS,
        scene -> {
          scene.applied("old");
          scene.more(
              tree ->
                  tree.file(
                          scene.host(),
                          "files",
                          "/etc/sudoers.d/case",
                          "admin ALL=(ALL) PASSWD: ALL\n")
                      .lifeline(scene.host()));
          scene.tree("new").ends(5, "puts back by itself", "old");
          assertEquals("", scene.root("ls /etc/sudoers.d/case 2>/dev/null; true"));
          scene.converges();
        });
    add(
        "a machine that is cut off heals itself and is rolled back then",
        in("activation/Lifeline.java", "machine.node().arm(undo);", ""),
        scene -> {
          scene.applied("old");
          sshd(
              scene,
              "{\"id\":\"cut\",\"title\":\"cut\",\"kind\":\"run\",\"undo\":{\"argv\":[\"systemctl\",\"reload\",\"ssh\"]},\"timeoutSeconds\":3,\"consumes\":[\""
                  + SSHD
                  + "\"],\"argv\":[\"sh\",\"-c\",\"systemctl reload ssh; sleep 1; pkill -KILL -f 'sshd: [a]dmin'\"]}");
          scene.tree("new").ends(5, "");
          String said = scene.terminal().said();
          assertTrue(said.contains("is cut off, and puts back by itself what did it"), said);
          assertEquals("", scene.root("ls " + SSHD + " 2>/dev/null; true"));
          scene.root("systemctl restart ssh"); // a reload closes the port for a moment
          scene.holds("old");
          scene.converges();
        });
    add(
        "a machine whose program was killed puts back by itself what was armed",
        in("node/arm.sh", "printf '%s' \"$1\" >\"$undo/armed\"", "true"),
        scene -> {
          armed(scene, Duration.ofSeconds(2));
          assertEquals("new", scene.root("cat /etc/case/door"));
          Eventually.within(
              Duration.ofSeconds(15),
              "the old bytes",
              () -> scene.root("cat /etc/case/door").equals("old"));
          try (SshNodes nodes = scene.nodes();
              Node node = nodes.open(scene.host())) {
            NodeException late =
                assertThrows(NodeException.class, () -> node.disarm("case-1", List.of()));
            assertTrue(late.getMessage().contains("put back already"), late.getMessage());
          }
        });
    add(
        "an undo that was called off over a new connection stays away",
        in("node/undo.sh", "disarm() {\n", "disarm() {\n  return 0\n"),
        scene -> {
          armed(scene, Duration.ofSeconds(3));
          try (SshNodes nodes = scene.nodes();
              Node node = nodes.open(scene.host())) {
            node.disarm("case-1", List.of("/etc/case/door"));
          }
          scene.root("sleep 5");
          assertEquals("new", scene.root("cat /etc/case/door"));
        });
  }

  private static void sshd(Scene scene, String step) {
    scene.step(step);
    scene.more(tree -> tree.file(scene.host(), "files", SSHD, LOCKED_OUT).lifeline(scene.host()));
  }

  /** Places a file under an armed undo, and goes away without a word. */
  private static void armed(Scene scene, Duration after) {
    scene.root("printf old >/etc/case/door");
    try (SshNodes nodes = scene.nodes();
        Node node = nodes.open(scene.host())) {
      node.lock(new Holder("case-1", "a test", "none"));
      byte[] bytes = "new".getBytes(StandardCharsets.UTF_8);
      node.stage("case-1", List.of(new Content("/etc/case/door", bytes)));
      node.arm(new Undo("case-1", List.of("/etc/case/door"), true, List.of(), after));
      Placement.Change change =
          new Placement.Change("put", "file", "/etc/case/door", "", "root", "root", "0644", "");
      node.place(new Placement("case-1", List.of(change), null));
    }
  }

  private void locks() {
    add(
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
        });
    add(
        "the lock of a connection that died is free at once",
        in(
            "node/lock.sh",
            "while beat=$(timeout 15 head -c 1) && [ \"$beat\" = . ]; do :; done",
            "sleep 60"),
        scene -> {
          scene.applied("old");
          try (SshNodes nodes = scene.nodes();
              Node node = nodes.open(scene.host())) {
            node.lock(new Holder("other", "a test", "none"));
            scene.root("pkill -KILL -f 'sshd: [a]dmin'; true");
            scene.tree("new").ends(0, "done", "new");
          }
          scene.converges();
        });
    add(
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
        });
  }

  private void records() {
    add(
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
        });
    add(
        "a machine of another environment is not taken",
        in(
            "Fence.java",
            "if (!environment.isEmpty() && !environment.equals(tree.environment())) {",
            "if (false) {"),
        scene -> {
          scene.applied("old");
          String swap =
              "sed -i 's/\"environment\":\"%s\"/\"environment\":\"%s\"/' /var/lib/pgfleet/record.json";
          scene.root(String.format(java.util.Locale.ROOT, swap, "test", "other"));
          scene.tree("new").ends(8, "belongs to environment 'other'", "old");
          scene.root(String.format(java.util.Locale.ROOT, swap, "other", "test"));
          scene.converges();
        });
    add(
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
              "", scene.root("find /etc /var/lib/pgfleet -newer /run/case-mark 2>/dev/null; true"));
          scene.holds("old");
          scene.converges();
        });
  }

  private void people() {
    add(
        "an edited file is put back, and its service sees it",
        in("plan/Repairs.java", "if (repaired.isEmpty()) {", "if (repaired.size() < 100) {"),
        scene -> {
          scene.applied("old");
          String before = scene.process();
          scene.root("echo edited >/etc/case/conf");
          scene.ends(0, "done", "old");
          assertNotEquals(before, scene.process());
          scene.converges();
        });
    add(
        "a deleted file is put back",
        in(
            "plan/EntryPlanner.java",
            "return Optional.of(held == null ? Reason.NEW : missing(entry, held));",
            "return held == null ? Optional.of(Reason.NEW) : Optional.empty();"),
        scene -> {
          scene.applied("old");
          scene.root("rm /etc/case/conf");
          scene.ends(0, "done", "old");
          scene.converges();
        });
    add(
        "owner and mode are put back",
        in(
            "plan/EntryPlanner.java",
            "return sameAttributes(entry, seen) ? Optional.empty() : Optional.of(Reason.ATTRIBUTES);",
            "return Optional.empty();"),
        scene -> {
          scene.applied("old");
          String before = scene.root("stat -c '%U %a' /etc/case/conf");
          scene.root("chown daemon /etc/case/conf; chmod 666 /etc/case/conf");
          scene.ends(0, "", "old");
          assertEquals(before, scene.root("stat -c '%U %a' /etc/case/conf"));
          scene.converges();
        });
    add(
        "an edited file that left the tree stays",
        in(
            "plan/EntryPlanner.java",
            "isAsRecorded(held, seen(name)) ? Reason.REMOVED : Reason.KEPT",
            "Reason.REMOVED"),
        scene -> {
          scene.applied("old");
          scene.root("echo edited >/etc/case/conf");
          scene.emptyTree().ends(0, "", "edited");
          scene.root("rm /etc/case/conf");
          scene.converges();
        });
    add(
        "a service that somebody stopped runs again",
        in("plan/UnitDueness.java", "if (!unit.isActive()) {", "if (unit.active().isEmpty()) {"),
        scene -> {
          scene.applied("old");
          scene.root("systemctl stop case.service");
          scene.ends(0, "done", "old");
          scene.runs();
          scene.converges();
        });
    add(
        "a service that somebody disabled starts at boot again",
        in("plan/UnitDueness.java", "reasons.add(\"is not enabled\");", ""),
        scene -> {
          scene.applied("old");
          scene.root("systemctl disable case.service");
          scene.ends(0, "done", "old");
          assertEquals("enabled", scene.root("systemctl is-enabled case.service"));
          scene.converges();
        });
  }

  private void reports() {
    add(
        "an edited file is told with the time it was edited",
        in(
            "plan/Drift.java",
            "findings.add(Finding.of(state.host(), Sort.FILE_EDITED, name, \"edited\"));",
            "return;"),
        scene -> {
          scene.applied("old");
          scene.root("echo edited >/etc/case/conf; touch -d @1700000000 /etc/case/conf");
          assertEquals(2, scene.terminal().sub("drift"), scene.terminal()::said);
          assertTrue(scene.terminal().out().contains("file-edited  /etc/case/conf  edited, 20"));
          scene.holds("edited");
          scene.converges();
        });
    add(
        "a foreign file in a folder of ours is told",
        in("plan/Drift.java", "if (!known) {", "if (path.isEmpty()) {"),
        scene -> {
          scene.applied("old");
          scene.root("echo x >/etc/case/alien");
          assertEquals(2, scene.terminal().sub("drift"), scene.terminal()::said);
          assertTrue(scene.terminal().out().contains("foreign-file  /etc/case/alien"));
          scene.converges();
        });
    add(
        "what somebody told a service by hand is told",
        in("Applier.java", "findings.addAll(inspection.watched(drift.watches(host)));", ""),
        scene -> {
          scene.step(
              "{\"id\":\"w\",\"kind\":\"watch\",\"argv\":[\"printf\",\"limit\\\\tset by hand\\\\t1700000000\\\\tsomebody\\\\n\"]}");
          scene.applied("old");
          assertEquals(2, scene.terminal().sub("drift"), scene.terminal()::said);
          assertTrue(scene.terminal().out().contains("setting  limit  set by hand, 2023-11-14"));
          assertTrue(scene.terminal().out().contains("by somebody"), scene.terminal()::said);
          scene.converges();
        });
    add(
        "history comes from the journals on the machine",
        in("node/read.sh", "[ -d \"$home/journal\" ] || return 0", "return 0"),
        scene -> {
          scene.applied("old");
          assertEquals(0, scene.terminal().sub("history"), scene.terminal()::said);
          assertTrue(scene.terminal().out().contains("  done  commit "), scene.terminal()::said);
          assertTrue(scene.terminal().out().contains(scene.host() + " unit "));
          scene.converges();
        });
  }
}
