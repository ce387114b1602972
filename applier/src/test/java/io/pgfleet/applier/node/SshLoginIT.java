package io.pgfleet.applier.node;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.fleet.Eventually;
import io.pgfleet.applier.fleet.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, whom the applier believes, and how long it holds a machine. */
class SshLoginIT {
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
  void freesTheLockWithinASecondOfAKilledHoldersEnd() {
    Node node = open();
    node.lock(HOLDER);
    trial.machine().runAsRoot("(sleep 0.2; pkill -KILL -u admin sshd) >/dev/null 2>&1 &").orFail();

    long from = System.nanoTime();
    Eventually.within(Duration.ofSeconds(5), "a free lock", this::canBeLocked);
    assertTrue(Duration.ofNanos(System.nanoTime() - from).toMillis() < 1500, "took too long");
    node.record(new byte[] {'x'});
    assertThrows(NodeException.class, node::flush);
    node.close();
  }

  @Test
  void freesTheLockAfterFifteenSecondsOfSilence() {
    SshNodes silenced = trial.over(fleet.knownHosts(), "admin");
    try (Node node = silenced.open(trial.host())) {
      node.lock(HOLDER);
      silenced.close();

      long from = System.nanoTime();
      Eventually.within(Duration.ofSeconds(20), "a free lock", this::canBeLocked);
      assertTrue(Duration.ofNanos(System.nanoTime() - from).toSeconds() >= 10, "too early");
    }
  }

  private boolean canBeLocked() {
    try (Node other = open()) {
      other.lock(new Holder("run-2", "another", ""));
      return true;
    } catch (LockedException e) {
      return false;
    }
  }

  @Test
  void refusesAMachineWhoseKeyIsNotKnown() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty_known_hosts"));
    try (SshNodes strangers = trial.over(empty, "admin")) {
      NodeException failure = assertThrows(NodeException.class, () -> strangers.open(trial.host()));
      assertTrue(failure.getMessage().contains("its host key is not in"), failure.getMessage());
      assertTrue(failure.getMessage().contains("SHA256:"), failure.getMessage());
    }
  }

  @Test
  void refusesAMachineWhoseKeyChanged() throws IOException {
    Path changed = folder.resolve("changed_known_hosts");
    String other = Files.readString(Path.of(fleet.identity() + ".pub"));
    Files.writeString(changed, trial.host() + " " + other);
    try (SshNodes strangers = trial.over(changed, "admin")) {
      NodeException failure = assertThrows(NodeException.class, () -> strangers.open(trial.host()));
      assertTrue(failure.getMessage().contains("is not the one in"), failure.getMessage());
    }
  }

  @Test
  void saysWhenAUserIsNotLetIn() {
    try (SshNodes strangers = trial.over(fleet.knownHosts(), "nobody")) {
      NodeException failure = assertThrows(NodeException.class, () -> strangers.open(trial.host()));
      assertTrue(failure.getMessage().contains("it takes none of the keys"), failure.getMessage());
    }
  }

  @Test
  void saysWhenSudoIsRefused() {
    trial
        .machine()
        .runAsRoot(
            "useradd -m -s /bin/sh plain;"
                + " cp /etc/ssh/authorized_keys.d/admin /etc/ssh/authorized_keys.d/plain")
        .orFail();
    try (SshNodes plain = trial.over(fleet.knownHosts(), "plain")) {
      NodeException failure = assertThrows(NodeException.class, () -> plain.open(trial.host()));
      assertTrue(failure.getMessage().contains("NOPASSWD"), failure.getMessage());
      assertTrue(failure.getMessage().contains("password is required"), failure.getMessage());
    }
  }
}
