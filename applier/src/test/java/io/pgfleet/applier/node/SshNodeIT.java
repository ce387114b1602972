package io.pgfleet.applier.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.fleet.Eventually;
import io.pgfleet.applier.fleet.Fleet;
import io.pgfleet.applier.fleet.FleetNode;
import io.pgfleet.applier.tree.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machine contract, over ssh against a real machine, and what only a real one can show. */
class SshNodeIT extends NodeContract {
  private static final Holder HOLDER = new Holder("run-1", "a test", "0".repeat(40));

  private static Fleet fleet;
  private static SshNodes nodes;

  @TempDir static Path folder;

  @BeforeAll
  static void bootsAMachine() {
    fleet = Fleet.boot(folder.resolve(".ssh"), "contract");
    nodes = over(fleet.knownHosts(), "admin");
  }

  @AfterAll
  static void removesIt() {
    if (fleet != null) {
      nodes.close();
      fleet.close();
    }
  }

  private static SshNodes over(Path knownHosts, String user) {
    String address = machine().address();
    TreeMap<String, Connection> connections = new TreeMap<>();
    connections.put(address, new Connection(address, 22, user, true, Optional.empty()));
    return new SshNodes(
        connections,
        new SshSettings(folder, Optional.of(fleet.identity()), Optional.of(knownHosts)));
  }

  private static FleetNode machine() {
    return fleet.node("contract");
  }

  @Override
  Nodes nodes() {
    return nodes;
  }

  @Override
  String host() {
    return machine().address();
  }

  @Override
  void clean() {
    machine()
        .runAsRoot(
            "rm -rf /etc/contract /var/lib/pgfleet && mkdir -m 755 /etc/contract"
                + " && { systemctl stop contract.service; systemctl disable contract.service;"
                + " systemctl reset-failed; } 2>/dev/null;"
                + " rm -f /etc/systemd/system/contract*; userdel contract 2>/dev/null;"
                + " groupdel contract 2>/dev/null; true")
        .orFail();
  }

  @Override
  void write(String path, String text) {
    String parent = path.substring(0, path.lastIndexOf('/'));
    String base64 = Base64.getEncoder().encodeToString(text.getBytes());
    machine()
        .runAsRoot("mkdir -p " + parent + " && echo " + base64 + " | base64 -d >" + path)
        .orFail();
  }

  @Override
  String read(String path) {
    String base64 = machine().runAsRoot("base64 -w0 " + ShellWord.quote(path)).orFail();
    return new String(Base64.getDecoder().decode(base64));
  }

  @Override
  String journal(String run) {
    return read("/var/lib/pgfleet/journal/" + run + ".jsonl");
  }

  @Test
  void keepsItsStateForRootOnly() {
    try (Node node = nodes.open(host())) {
      node.lock(HOLDER);
      node.stage("run-1", List.of(new Content("/etc/contract/x", new byte[] {'x'})));
      node.journal("run-1", "x");
      node.record(new byte[] {'x'});
    }

    assertEquals("700", machine().runAsRoot("stat -c %a /var/lib/pgfleet").orFail());
    assertEquals(
        "",
        machine()
            .runAsRoot("cd /var/lib/pgfleet && find . -type f -perm /077 -o -name '*.part'")
            .orFail());
  }

  @Test
  void leavesNothingBesideAPlacedFile() {
    try (Node node = nodes.open(host())) {
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

    assertEquals("x", machine().runAsRoot("ls -A /etc/contract").orFail());
  }

  @Test
  void refusesAnUnknownOwnerBeforeAnythingChanges() {
    try (Node node = nodes.open(host())) {
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

    assertEquals("", machine().runAsRoot("ls /etc/contract").orFail());
  }

  @Test
  void writesInPlaceWhereAFileIsMounted() {
    write("/etc/contract/mounted", "theirs\n");
    machine()
        .runAsRoot(
            "cd /etc/contract && cp mounted source && mount --bind source mounted && ls -i mounted")
        .orFail();
    try (Node node = nodes.open(host())) {
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
          "theirs\n# BEGIN pgfleet b\nours\n# END pgfleet b\n", read("/etc/contract/source"));
    } finally {
      machine().runAsRoot("umount /etc/contract/mounted").orFail();
    }
  }

  @Test
  void sendsAgainOnlyWhatDidNotArrive() {
    try (Node node = nodes.open(host())) {
      node.lock(HOLDER);
      node.stage("run-1", List.of(new Content("/a", new byte[] {'a'})));
    }
    String first = machine().runAsRoot("ls /var/lib/pgfleet/stage/run-1").orFail();
    machine()
        .runAsRoot("cd /var/lib/pgfleet/stage/run-1 && touch -d 2000-01-01 * && echo half >>broken")
        .orFail();
    try (Node node = nodes.open(host())) {
      node.lock(HOLDER);
      node.stage(
          "run-1",
          List.of(new Content("/a", new byte[] {'a'}), new Content("/b", new byte[] {'b'})));
    }

    String old =
        machine()
            .runAsRoot("cd /var/lib/pgfleet/stage/run-1 && find . -name '*' ! -newermt 2001-01-01")
            .orFail();
    assertEquals(first.lines().count(), old.lines().filter(name -> !name.equals(".")).count());
    assertTrue(machine().runAsRoot("cat /var/lib/pgfleet/stage/run-1/*").orFail().contains("b"));
  }

  @Test
  void freesTheLockWithinASecondOfAKilledHoldersEnd() {
    Node node = nodes.open(host());
    node.lock(HOLDER);
    machine().runAsRoot("(sleep 0.2; pkill -KILL -u admin sshd) >/dev/null 2>&1 &").orFail();

    long from = System.nanoTime();
    Eventually.within(Duration.ofSeconds(5), "a free lock", this::canBeLocked);
    assertTrue(Duration.ofNanos(System.nanoTime() - from).toMillis() < 1500, "took too long");
    assertThrows(NodeException.class, () -> node.record(new byte[] {'x'}));
    node.close();
  }

  @Test
  void freesTheLockAfterFifteenSecondsOfSilence() {
    SshNodes silenced = over(fleet.knownHosts(), "admin");
    try (Node node = silenced.open(host())) {
      node.lock(HOLDER);
      silenced.close();

      long from = System.nanoTime();
      Eventually.within(Duration.ofSeconds(20), "a free lock", this::canBeLocked);
      assertTrue(Duration.ofNanos(System.nanoTime() - from).toSeconds() >= 10, "too early");
    }
  }

  private boolean canBeLocked() {
    try (Node other = nodes.open(host())) {
      other.lock(new Holder("run-2", "another", ""));
      return true;
    } catch (LockedException e) {
      return false;
    }
  }

  @Test
  void refusesAMachineWhoseKeyIsNotKnown() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty_known_hosts"));
    try (SshNodes strangers = over(empty, "admin")) {
      NodeException failure = assertThrows(NodeException.class, () -> strangers.open(host()));
      assertTrue(failure.getMessage().contains("its host key is not in"), failure.getMessage());
      assertTrue(failure.getMessage().contains("SHA256:"), failure.getMessage());
    }
  }

  @Test
  void refusesAMachineWhoseKeyChanged() throws IOException {
    Path changed = folder.resolve("changed_known_hosts");
    String other = Files.readString(Path.of(fleet.identity() + ".pub"));
    Files.writeString(changed, host() + " " + other);
    try (SshNodes strangers = over(changed, "admin")) {
      NodeException failure = assertThrows(NodeException.class, () -> strangers.open(host()));
      assertTrue(failure.getMessage().contains("is not the one in"), failure.getMessage());
    }
  }

  @Test
  void saysWhenAUserIsNotLetIn() {
    try (SshNodes strangers = over(fleet.knownHosts(), "nobody")) {
      NodeException failure = assertThrows(NodeException.class, () -> strangers.open(host()));
      assertTrue(failure.getMessage().contains("it takes none of the keys"), failure.getMessage());
    }
  }

  @Test
  void saysWhenSudoIsRefused() {
    machine()
        .runAsRoot(
            "useradd -m -s /bin/sh plain;"
                + " cp /etc/ssh/authorized_keys.d/admin /etc/ssh/authorized_keys.d/plain")
        .orFail();
    try (SshNodes plain = over(fleet.knownHosts(), "plain")) {
      NodeException failure = assertThrows(NodeException.class, () -> plain.open(host()));
      assertTrue(failure.getMessage().contains("NOPASSWD"), failure.getMessage());
      assertTrue(failure.getMessage().contains("password is required"), failure.getMessage());
    }
  }

  @Test
  void tellsItsHardwareWithTheLimitsOfItsContainer() {
    try (Node node = nodes.open(host())) {
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
    machine()
        .runAsRoot(
            "printf '[Service]\\nType=oneshot\\nExecStart=/bin/sh -c \"echo one; echo two\"\\n'"
                + " >/etc/systemd/system/contract-log.service"
                + " && systemctl daemon-reload && systemctl start contract-log")
        .orFail();
    try (Node node = nodes.open(host())) {
      Eventually.within(
          Duration.ofSeconds(5),
          "a log of the unit",
          () ->
              node.log("contract-log.service", 50).stream().anyMatch(line -> line.endsWith("two")));
      assertEquals(2, node.log("contract-log.service", 2).size());
    }
  }

  @Test
  void handsNoContentToAnyProcessAsAnArgument() {
    String poison = "p01son-" + Long.toHexString(System.nanoTime());
    String seen = "/run/contract-seen";
    machine()
        .runAsRoot(
            "touch /run/contract-watch; nohup sh -c 'while [ -e /run/contract-watch ]; do"
                + " cat /proc/[0-9]*/cmdline; sleep 0.01; done; touch /run/contract-watched'"
                + " 2>/dev/null >"
                + seen
                + " </dev/null &")
        .orFail();
    try (Node node = nodes.open(host())) {
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
            machine()
                .runAsRoot("rm -f /run/contract-watch; ls /run; true")
                .orFail()
                .contains("watched"));
    String base64 = Base64.getEncoder().encodeToString(poison.getBytes()).substring(0, 16);
    String count = "grep -a -c -e " + poison + " -e " + base64 + " " + seen + "; true";
    assertEquals("0", machine().runAsRoot(count).orFail());
    assertNotEquals(
        "0", machine().runAsRoot("grep -a -c 'cat >/dev/null; sleep' " + seen).orFail());
  }
}
