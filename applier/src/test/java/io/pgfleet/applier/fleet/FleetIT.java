package io.pgfleet.applier.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of tests behave like machines. */
final class FleetIT {

  private static Fleet fleet;

  @BeforeAll
  static void bootsThreeNodes(@TempDir Path folder) {
    fleet = Fleet.boot(folder.resolve(".ssh"), "alpha", "beta", "gamma");
  }

  @AfterAll
  static void removesThem() {
    if (fleet != null) {
      fleet.close();
    }
  }

  @Test
  void runsSystemdWithNothingFailed() {
    for (FleetNode node : fleet.nodes()) {
      assertEquals("running", node.run("systemctl is-system-running").out(), node.toString());
      assertEquals(node.name(), node.run("hostname").orFail());
    }
  }

  @Test
  void letsAdminBecomeRoot() {
    assertEquals("0", fleet.node("alpha").runAsRoot("id -u").orFail());
  }

  @Test
  void believesOnlyTheHostKeyThatWasMadeForTheNode(@TempDir Path other) {
    Keys strangers = new Keys(other);
    strangers.makeFor(fleet.node("alpha").address());
    Login login = new Login(fleet.node("alpha").address(), strangers);
    assertThrows(UncheckedIOException.class, () -> login.run("true", 5));
  }

  @Test
  void hasTheLimitsOfItsFacts() {
    String eitherVersion = "cd /sys/fs/cgroup && cat memory/memory.limit_in_bytes memory.max";
    assertEquals("2147483648", fleet.node("alpha").run(eitherVersion).out());
  }

  @Test
  void renamesOverTheFilesThatTheEngineWrote() {
    FleetNode node = fleet.node("gamma");
    node.runAsRoot(
            "cp /etc/hosts /etc/.new && echo 10.0.0.1 elsewhere >>/etc/.new && mv /etc/.new /etc/hosts")
        .orFail();
    node.restart();
    assertEquals("10.0.0.1 elsewhere", node.run("tail -n 1 /etc/hosts").orFail());
  }

  @Test
  void setsKernelParametersOfItsOwnNetworkAndForgivesTheMachines() {
    FleetNode node = fleet.node("alpha");
    node.runAsRoot("sysctl -w net.ipv4.ip_nonlocal_bind=1 vm.swappiness=1").orFail();
    assertEquals("1", node.run("cat /proc/sys/net/ipv4/ip_nonlocal_bind").orFail());
    assertNotEquals(0, node.runAsRoot("sysctl -w net.no.such=1").code());
  }

  @Test
  void comesBackWithItsFilesAfterItsPowerWasCut() {
    FleetNode node = fleet.node("beta");
    String before = node.run("cat /proc/1/stat | cut -d\" \" -f22").orFail();
    node.runAsRoot("echo kept >/var/lib/kept && sync").orFail();
    node.kill();
    assertThrows(UncheckedIOException.class, () -> node.run("true"));
    node.start();
    assertEquals("kept", node.run("cat /var/lib/kept").orFail());
    assertNotEquals(before, node.run("cat /proc/1/stat | cut -d\" \" -f22").orFail());
    assertEquals("running", node.run("systemctl is-system-running").out());
  }

  @Test
  void keepsRunningWhileItIsOffItsNetwork() {
    FleetNode node = fleet.node("beta");
    String boot = node.run("cut -d\" \" -f22 /proc/1/stat").orFail();
    node.unplug();
    assertNotEquals(0, fleet.node("alpha").run("ping -c 1 -W 1 " + node.address()).code());
    node.plugIn();
    Eventually.within(
        Duration.ofSeconds(10),
        "an answer to ping",
        () -> fleet.node("alpha").run("ping -c 1 -W 1 " + node.address()).code() == 0);
    assertEquals(boot, node.run("cut -d\" \" -f22 /proc/1/stat").orFail());
  }
}
