package io.pgfleet.applier.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.fleet.Eventually;
import io.pgfleet.applier.fleet.Fleet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a real machine can show: files, processes and a log. */
class SshMachineIT {
  private static final Holder HOLDER = new Holder("run-1", "a test", "0".repeat(40));

  @TempDir static Path folder;
  private static Fleet fleet;
  private static SshTrialMachine trial;

  @BeforeAll
  static void bootsAMachine() {
    fleet = Fleet.boot(folder.resolve(".ssh"), "contract");
    trial = new SshTrialMachine(fleet);
  }

  @AfterAll
  static void removesIt() {
    if (fleet != null) {
      trial.nodes().close();
      fleet.close();
    }
  }

  @BeforeEach
  void cleans() {
    trial.clean();
  }

  private static Node open() {
    return trial.nodes().open(trial.host());
  }

  @Test
  void keepsItsStateForRootOnly() {
    try (Node node = open()) {
      node.lock(HOLDER);
      node.stage("run-1", List.of(new Content("/etc/contract/x", new byte[] {'x'})));
      node.journal("run-1", "x");
      node.record(new byte[] {'x'});
    }

    assertEquals("700", trial.machine().runAsRoot("stat -c %a /var/lib/pgfleet").orFail());
    assertEquals(
        "",
        trial
            .machine()
            .runAsRoot("cd /var/lib/pgfleet && find . -type f -perm /077 -o -name '*.part'")
            .orFail());
  }

  @Test
  void leavesNothingBesideAPlacedFile() {
    try (Node node = open()) {
      node.lock(HOLDER);
      node.stage("run-1", List.of(new Content("/etc/contract/x", new byte[] {'x'})));
      node.place(
          new Placement(
              "run-1",
              List.of(
                  new Placement.Change(
                      "put", "file", "/etc/contract/x", "", "root", "root", "0644", "")),
              null));
    }

    assertEquals("x", trial.machine().runAsRoot("ls -A /etc/contract").orFail());
  }

  @Test
  void refusesAnUnknownOwnerBeforeAnythingChanges() {
    try (Node node = open()) {
      node.lock(HOLDER);
      node.stage(
          "run-1",
          List.of(
              new Content("/etc/contract/x", new byte[] {'x'}),
              new Content("/etc/contract/y", new byte[] {'y'})));
      NodeException failure =
          assertThrows(
              NodeException.class,
              () ->
                  node.place(
                      new Placement(
                          "run-1",
                          List.of(
                              new Placement.Change(
                                  "put", "file", "/etc/contract/x", "", "root", "root", "0644", ""),
                              new Placement.Change(
                                  "put",
                                  "file",
                                  "/etc/contract/y",
                                  "",
                                  "nobody-here",
                                  "root",
                                  "0644",
                                  "")),
                          null)));
      assertTrue(failure.getMessage().contains("nobody-here"), failure.getMessage());
    }

    assertEquals("", trial.machine().runAsRoot("ls /etc/contract").orFail());
  }

  @Test
  void writesInPlaceWhereAFileIsMounted() {
    trial.write("/etc/contract/mounted", "theirs\n");
    trial
        .machine()
        .runAsRoot(
            "cd /etc/contract && cp mounted source && mount --bind source mounted && ls -i mounted")
        .orFail();
    try (Node node = open()) {
      node.lock(HOLDER);
      node.stage("run-1", List.of(new Content("/etc/contract/mounted#b", "ours\n".getBytes())));
      node.place(
          new Placement(
              "run-1",
              List.of(
                  new Placement.Change(
                      "put", "block", "/etc/contract/mounted", "b", "", "", "", "")),
              null));
      assertEquals(
          "theirs\n# BEGIN pgfleet b\nours\n# END pgfleet b\n", trial.read("/etc/contract/source"));
    } finally {
      trial.machine().runAsRoot("umount /etc/contract/mounted").orFail();
    }
  }

  @Test
  void sendsAgainOnlyWhatDidNotArrive() {
    try (Node node = open()) {
      node.lock(HOLDER);
      node.stage("run-1", List.of(new Content("/a", new byte[] {'a'})));
    }
    String first = trial.machine().runAsRoot("find /var/lib/pgfleet/stage/run-1 -type f").orFail();
    trial
        .machine()
        .runAsRoot(
            "cd /var/lib/pgfleet/stage/run-1 && touch -d 2000-01-01 * */* && echo half >>broken")
        .orFail();
    try (Node node = open()) {
      node.lock(HOLDER);
      node.stage(
          "run-1",
          List.of(new Content("/a", new byte[] {'a'}), new Content("/b", new byte[] {'b'})));
    }

    String old =
        trial
            .machine()
            .runAsRoot("cd /var/lib/pgfleet/stage/run-1 && find . -type f ! -newermt 2001-01-01")
            .orFail();
    assertEquals(first.lines().count(), old.lines().count());
    assertTrue(
        trial.machine().runAsRoot("cat /var/lib/pgfleet/stage/run-1/*/*").orFail().contains("b"));
  }

  @Test
  void tellsItsHardwareWithTheLimitsOfItsContainer() {
    try (Node node = open()) {
      Hardware hardware = Hardware.of(node);

      assertEquals(2, hardware.cpu());
      assertEquals(2L << 30, hardware.memoryBytes());
      assertTrue(hardware.dataDiskBytes() > 1L << 30, hardware.toString());
      assertEquals(new Hardware.OperatingSystem("debian", "12", "bookworm"), hardware.os());
      assertEquals("contract", hardware.hostname());
    }
  }

  @Test
  void showsTheLastLinesOfAUnitsLog() {
    trial
        .machine()
        .runAsRoot(
            "printf '[Service]\\nType=oneshot\\nExecStart=/bin/sh -c \"echo one; echo two\"\\n'"
                + " >/etc/systemd/system/contract-log.service"
                + " && systemctl daemon-reload && systemctl start contract-log")
        .orFail();
    try (Node node = open()) {
      Eventually.within(
          Duration.ofSeconds(5),
          "a log of the unit",
          () ->
              node.log("contract-log.service", 50).stream().anyMatch(line -> line.endsWith("two")));
      assertEquals(2, node.log("contract-log.service", 2).size());
    }
  }

  private static Undo undo(Duration after) {
    List<String> told = List.of("touch", "/etc/contract/told");
    return new Undo("contract", List.of("/etc/contract/x"), false, List.of(told), after);
  }

  /** Arms an undo, changes the file, and goes away. */
  private static void changesUnder(Undo undo) {
    trial.write("/etc/contract/x", "old");
    try (Node node = open()) {
      node.lock(HOLDER);
      node.arm(undo);
    }
    trial.write("/etc/contract/x", "new");
  }

  private static String waiting() {
    String pattern = "undo/contract[.]sh";
    return trial.machine().runAsRoot("pgrep -c -f '" + pattern + "'; true").orFail();
  }

  private static boolean wasTold() {
    return trial.machine().runAsRoot("ls /etc/contract").orFail().contains("told");
  }

  private static void without(String programs, Runnable story) {
    trial.machine().runAsRoot("for p in " + programs + "; do mv $p $p.away; done").orFail();
    try {
      story.run();
    } finally {
      trial.machine().runAsRoot("for p in " + programs + "; do mv $p.away $p; done").orFail();
    }
  }

  @Test
  void putsBackByItselfWithoutSystemdAfterEverybodyLeft() {
    without(
        "/usr/bin/systemd-run",
        () -> {
          changesUnder(undo(Duration.ofSeconds(5)));
          assertEquals("1", waiting(), "a process of its own waits");
          assertEquals("new", trial.read("/etc/contract/x"));
          Eventually.within(
              Duration.ofSeconds(20), "the commands of the undo", SshMachineIT::wasTold);
          assertEquals("old", trial.read("/etc/contract/x"));
          try (Node node = open()) {
            NodeException late =
                assertThrows(NodeException.class, () -> node.disarm("contract", List.of()));
            assertTrue(late.getMessage().contains("put back already"), late.getMessage());
          }
        });
  }

  @Test
  void anUndoThatWasCalledOffDoesNothingWithoutSystemd() {
    without(
        "/usr/bin/systemd-run",
        () -> {
          changesUnder(undo(Duration.ofSeconds(5)));
          try (Node node = open()) {
            node.disarm("contract", List.of("/etc/contract/x"));
          }
          Eventually.within(
              Duration.ofSeconds(20), "the end of who waited", () -> waiting().equals("0"));
          assertEquals("new", trial.read("/etc/contract/x"));
          assertFalse(wasTold());
        });
  }

  @Test
  void refusesToBeArmedWhereNothingCanWait() {
    without(
        "/usr/bin/systemd-run /usr/bin/setsid",
        () -> {
          trial.write("/etc/contract/x", "old");
          try (Node node = open()) {
            node.lock(HOLDER);
            NodeException failure =
                assertThrows(NodeException.class, () -> node.arm(undo(Duration.ofSeconds(5))));
            assertTrue(
                failure.getMessage().contains("neither systemd-run nor setsid"),
                failure.getMessage());
          }
        });
  }

  @Test
  void handsNoContentToAnyProcessAsAnArgument() {
    String poison = "p01son-" + Long.toHexString(System.nanoTime());
    String seen = "/run/contract-seen";
    trial
        .machine()
        .runAsRoot(
            "touch /run/contract-watch; nohup sh -c 'while [ -e /run/contract-watch ]; do"
                + " cat /proc/[0-9]*/cmdline; sleep 0.01; done; touch /run/contract-watched'"
                + " 2>/dev/null >"
                + seen
                + " </dev/null &")
        .orFail();
    try (Node node = open()) {
      node.lock(HOLDER);
      for (int i = 0; i < 5; i++) {
        node.stage("run-1", List.of(new Content("/etc/contract/b#b", poison.getBytes())));
        node.place(
            new Placement(
                "run-1",
                List.of(
                    new Placement.Change("put", "block", "/etc/contract/b", "b", "", "", "", "")),
                poison.getBytes()));
        Command command =
            new Command(
                List.of("sh", "-c", "cat >/dev/null; sleep 0.1"),
                poison.getBytes(),
                Duration.ofSeconds(5));
        node.act(command);
        node.ask(List.of(command));
      }
    }
    Eventually.within(
        Duration.ofSeconds(10),
        "the end of the watch",
        () ->
            trial
                .machine()
                .runAsRoot("rm -f /run/contract-watch; ls /run; true")
                .orFail()
                .contains("watched"));
    String base64 = Base64.getEncoder().encodeToString(poison.getBytes()).substring(0, 16);
    String count = "grep -a -c -e " + poison + " -e " + base64 + " " + seen + "; true";
    assertEquals("0", trial.machine().runAsRoot(count).orFail());
    assertNotEquals(
        "0", trial.machine().runAsRoot("grep -a -c 'cat >/dev/null; sleep' " + seen).orFail());
  }
}
