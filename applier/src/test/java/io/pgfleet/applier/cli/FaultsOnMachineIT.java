package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.fleet.Fleet;
import io.pgfleet.applier.fleet.FleetNode;
import io.pgfleet.applier.node.SshNodes;
import io.pgfleet.applier.node.SshSettings;
import io.pgfleet.applier.tree.TreeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on a machine with a real sshd and systemd: exit code, message and bytes. */
final class FaultsOnMachineIT {
  private static final String UNIT =
      "[Service]\nExecStart=/bin/sh /etc/case/run\nReadWritePaths=/\n[Install]\nWantedBy=multi-user.target\n";
  private static final String WORKS = "exec sleep infinity\n";
  private static final String DIES = "echo cannot read it >&2; exit 4\n";

  @TempDir static Path keys;
  private static Fleet fleet;

  @TempDir Path folder;
  private Terminal terminal;

  @BeforeAll
  static void bootsAMachine() {
    fleet = Fleet.boot(keys.resolve(".ssh"), "faults");
  }

  @AfterAll
  static void removesIt() {
    if (fleet != null) {
      fleet.close();
    }
  }

  @BeforeEach
  void aMachineAtTheFirstTree() {
    root(
        "umount -l /etc/case 2>/dev/null; systemctl disable --now case.service 2>/dev/null;"
            + " rm -rf /etc/case /var/lib/pgfleet /etc/systemd/system/case.service;"
            + " systemctl daemon-reload; systemctl reset-failed; mkdir -p /etc/case");
    believing(fleet.knownHosts());
    terminal.write("inventories/test/env.yml", "demo: true\n");
  }

  private void believing(Path knownHosts) {
    terminal =
        new Terminal(
            folder,
            (connections, inventory) ->
                new SshNodes(
                    connections,
                    new SshSettings(
                        inventory,
                        Optional.of(fleet.identity()),
                        Optional.of(knownHosts),
                        Optional.of(fleet.bridge()))));
  }

  private static FleetNode machine() {
    return fleet.nodes().get(0);
  }

  private static String host() {
    return machine().address();
  }

  private static String root(String commandLine) {
    return machine().runAsRoot(commandLine).orFail();
  }

  private static Consumer<TreeFolder> tree(String conf, String run, String gate) {
    String nodes = "\"nodes\":[\"" + host() + "\"],";
    return tree ->
        tree.node(host())
            .step(
                "one",
                "{\"id\":\"files\",\"kind\":\"place\",\"undo\":\"inverse\","
                    + nodes
                    + "\"title\":\"place\"}")
            .step(
                "one",
                "{\"id\":\"unit\",\"kind\":\"unit\",\"undo\":\"inverse\","
                    + nodes
                    + "\"unit\":\"case.service\",\"restartOn\":[\"/etc/case/*\"]}")
            .step(
                "two",
                "{\"id\":\"gate\",\"title\":\"wait\",\"kind\":\"gate\",\"after\":[\"unit\"],"
                    + nodes
                    + "\"probe\":{\"kind\":\"command\",\"argv\":[\"sh\",\"-c\",\""
                    + gate
                    + "\"]},\"deadlineSeconds\":1,\"stableSeconds\":1,\"units\":[\"case.service\"]}")
            .directory(host(), "files", "/etc/case")
            .file(host(), "files", "/etc/case/conf", conf)
            .file(host(), "files", "/etc/case/run", run)
            .file(host(), "files", "/etc/systemd/system/case.service", UNIT);
  }

  private void applied(String conf) {
    terminal.tree(tree(conf, WORKS, "systemctl -q is-active case.service"));
    assertEquals(0, terminal.apply(), terminal::said);
  }

  private void ends(int exit, String says, String bytes) {
    assertEquals(exit, terminal.apply(), terminal::said);
    assertTrue(terminal.said().contains(says), terminal::said);
    assertEquals(bytes, root("cat /etc/case/conf"));
  }

  private static String active() {
    return machine().runAsRoot("systemctl is-active case.service").out();
  }

  @Test
  void aServiceThatDiesOfItsNewConfigurationRunsWithTheOldOneAgain() {
    applied("old");
    terminal.tree(tree("new", DIES, "systemctl -q is-active case.service"));
    ends(5, "rolled back " + host(), "old");
    assertTrue(terminal.out().contains("cannot read it"), terminal::said);
    assertEquals("active", active());
    applied("new");
    assertEquals("new", root("cat /etc/case/conf"));
  }

  @Test
  void aGateThatStaysClosedRestoresBytesAndProcess() {
    applied("old");
    String before = root("systemctl show -p InvocationID --value case.service");
    terminal.tree(tree("new", WORKS, "echo no pulse >&2; exit 1"));
    ends(5, "the gate stayed closed: no pulse", "old");
    assertFalse(before.equals(root("systemctl show -p InvocationID --value case.service")));
    assertEquals("active", active());
  }

  @Test
  void aFirstGenerationThatFailsLeavesNothingBehind() {
    root("rmdir /etc/case");
    terminal.tree(tree("new", WORKS, "exit 1"));
    assertEquals(5, terminal.apply(), terminal::said);
    assertEquals("inactive", active());
    assertEquals("", root("ls -d /etc/case /etc/systemd/system/case.service 2>/dev/null || true"));
  }

  @Test
  void aFullDiskLeavesTheOldFileAndTheNextRunGoesOn() {
    root("mount -t tmpfs -o size=64k tmpfs /etc/case");
    applied("old");
    root("dd if=/dev/zero of=/etc/case/fill bs=1k count=128 2>/dev/null; true");
    terminal.tree(tree("n".repeat(9000), WORKS, "systemctl -q is-active case.service"));
    assertEquals(6, terminal.apply(), terminal::said);
    assertTrue(terminal.said().contains("is there space left"), terminal::said);
    assertEquals("old", root("cat /etc/case/conf"));
    root("rm /etc/case/fill");
    assertEquals(0, terminal.apply(), terminal::said);
    assertEquals("9000", root("stat -c %s /etc/case/conf"));
  }

  @Test
  void aReadOnlyFileSystemLeavesTheOldFileAndTheNextRunGoesOn() {
    root("mount -t tmpfs tmpfs /etc/case");
    applied("old");
    root("mount -o remount,ro /etc/case");
    terminal.tree(tree("new", WORKS, "systemctl -q is-active case.service"));
    assertTrue(terminal.apply() >= 5, terminal::said);
    assertTrue(terminal.said().contains("cannot be prepared"), terminal::said);
    assertEquals("old", root("cat /etc/case/conf"));
    root("mount -o remount,rw /etc/case");
    ends(0, "done: ", "new");
  }

  @Test
  void aFileSystemWithoutInodesLeavesTheOldFile() {
    root("mount -t tmpfs -o nr_inodes=5 tmpfs /etc/case");
    applied("old");
    root("touch /etc/case/1 /etc/case/2 /etc/case/3 2>/dev/null; true");
    terminal.tree(tree("new", WORKS, "systemctl -q is-active case.service"));
    assertTrue(terminal.apply() >= 5, terminal::said);
    assertEquals("old", root("cat /etc/case/conf"));
    root("rm -f /etc/case/1 /etc/case/2 /etc/case/3");
    ends(0, "done: ", "new");
  }

  @Test
  void aHostKeyThatChangedIsRefused() throws IOException {
    applied("old");
    Path strange =
        Files.writeString(
            folder.resolve("known_hosts"),
            host()
                + " ssh-ed25519 "
                + "AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n");
    believing(strange);
    terminal.tree(tree("new", WORKS, "true"));
    ends(6, "tried to connect to", "old");
  }

  @Test
  void whatSomebodyDidIsToldWithTheTimeAndPutBack() {
    applied("old");
    root(
        "echo edited >/etc/case/conf; touch -d @1700000000 /etc/case/conf; echo x >/etc/case/alien");
    root("systemctl disable --now case.service");
    assertEquals(2, terminal.sub("drift"), terminal::said);
    assertTrue(terminal.out().contains("file-edited  /etc/case/conf  edited, 20"), terminal::said);
    assertTrue(terminal.out().contains("foreign-file  /etc/case/alien"), terminal::said);
    assertTrue(terminal.out().contains("unit-state  case.service  is inactive"), terminal::said);
    assertEquals("edited", root("cat /etc/case/conf"), "a report changes nothing");
    ends(0, "done: ", "old");
    assertEquals("active", active());
    assertEquals("enabled", root("systemctl is-enabled case.service"));
  }

  @Test
  void aUnitThatLeftTheTreeIsStoppedAndDisabledBeforeItsFilesGo() {
    applied("old");
    terminal.tree(
        tree ->
            tree.node(host())
                .step("one", "{\"id\":\"files\",\"kind\":\"place\",\"nodes\":[\"" + host() + "\"]}")
                .file(host(), "files", "/etc/case-motd", "hello"));
    assertEquals(0, terminal.apply(), terminal::said);
    assertEquals("inactive", active());
    assertEquals(
        "",
        root("ls /etc/systemd/system/multi-user.target.wants/case.service 2>/dev/null || true"));
    assertEquals("", root("ls /etc/systemd/system/case.service 2>/dev/null || true"));
    assertEquals("", root("systemctl list-units --failed --no-legend case.service"));
    root("rm -f /etc/case-motd");
  }

  @Test
  void historyComesFromTheJournalsOnTheMachine() {
    applied("old");
    assertEquals(0, terminal.sub("history"), terminal::said);
    assertTrue(terminal.out().contains("  done  commit "), terminal::said);
    assertTrue(terminal.out().contains(host() + " unit "), terminal::said);
  }
}
