package io.pgfleet.applier.cli;

import static io.pgfleet.applier.cli.Mutation.in;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.cli.MachineFaults.Case;
import io.pgfleet.applier.fleet.Eventually;
import io.pgfleet.applier.node.Content;
import io.pgfleet.applier.node.Holder;
import io.pgfleet.applier.node.Node;
import io.pgfleet.applier.node.NodeException;
import io.pgfleet.applier.node.Placement;
import io.pgfleet.applier.node.SshNodes;
import io.pgfleet.applier.node.Undo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The cases about the way to a machine, and about those who cut it off. */
final class MachineFaultsWays {
  private static final String SSHD = "/etc/ssh/sshd_config.d/case.conf";

  private static final String LOCKED_OUT = "AllowUsers nobody\n";

  private static final Mutation CONFIRMS =
      new Mutation("activation/Lifeline.java", "confirm(machine, title, undo, proven);", "");

  private MachineFaultsWays() {}

  static List<Case> all() {
    return Stream.of(ways(), lifelines()).flatMap(List::stream).toList();
  }

  private static List<Case> ways() {
    return List.of(
        new Case(
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
            }),
        new Case(
            "a host key that nobody knows is refused with its fingerprint",
            in(
                "node/SshConnection.java",
                "client.addHostKeyVerifier(hostKeys);",
                "client.addHostKeyVerifier(new net.schmizz.sshj.transport.verification.PromiscuousVerifier());"),
            scene -> {
              scene.applied("old");
              believing(scene, "");
              scene.tree("new").ends(6, "SHA256:", "old");
            }),
        new Case(
            "a machine where sudo is refused says what to allow",
            in(
                "node/RootCommand.java",
                "return become\n        ? said",
                "return !become\n        ? said"),
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
            }),
        new Case(
            "a machine without flock is told apart from one that is held",
            in("node/lock.sh", "command -v flock >/dev/null || fail", "true || fail"),
            scene -> {
              scene.applied("old");
              scene.root("mv /usr/bin/flock /usr/bin/flock.away");
              scene.tree("new").ends(6, "there is no 'flock'", "old");
              scene.root("mv /usr/bin/flock.away /usr/bin/flock");
              scene.converges();
            }));
  }

  private static List<Case> lifelines() {
    return List.of(
        new Case(
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
            }),
        new Case(
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
            }),
        new Case(
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
            }),
        new Case(
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
            }),
        new Case(
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
            }));
  }

  private static void believing(Scene scene, String knownHosts) {
    Path file = written(scene.folder().resolve("known_hosts"), knownHosts);
    scene.believing(file);
  }

  static Path written(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
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
}
