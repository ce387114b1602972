package io.pgfleet.applier.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.tree.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshAddressTest {
  @TempDir Path inventory;

  @Test
  void takesAnIpAddressAsItIs() throws IOException {
    Files.writeString(
        inventory.resolve("env.yml"),
        "demo: true\nssh: { user: admin, identity_file: .ssh/id, known_hosts: .ssh/known }\n");
    Connection connection = new Connection("10.0.0.1", 2222, "admin", true, Optional.empty());

    SshAddress address = SshAddress.of(connection, SshSettings.read(inventory));

    assertEquals("admin@10.0.0.1:2222", address.toString());
    assertEquals(List.of(inventory.resolve(".ssh/id")), address.keys());
    assertEquals(inventory.resolve(".ssh/known"), address.knownHosts());
    assertEquals(Optional.empty(), address.jump());
  }

  @Test
  void prefersTheKeyFileOfTheHost() {
    Connection connection = new Connection("10.0.0.1", 22, "admin", true, Optional.of("host.key"));

    SshAddress address = SshAddress.of(connection, SshSettings.read(inventory));

    assertEquals(List.of(inventory.resolve("host.key")), address.keys());
  }

  @Test
  void readsWhatOpenSshMakesOfAnAlias() {
    SshConfiguration found =
        SshConfiguration.parse(
            "db1",
            List.of(
                "host db1",
                "hostname 192.0.2.7",
                "port 2200",
                "user dba",
                "identityfile ~/.ssh/id_db",
                "identityfile /keys/other",
                "userknownhostsfile /etc/known /etc/known2",
                "proxyjump gate@192.0.2.1:2222"));

    Path home = Path.of(System.getProperty("user.home"));
    assertEquals(
        new SshConfiguration(
            "192.0.2.7",
            2200,
            "dba",
            List.of(home.resolve(".ssh/id_db"), Path.of("/keys/other")),
            Path.of("/etc/known"),
            Optional.of("gate@192.0.2.1:2222")),
        found);
  }

  @Test
  void takesNoJumpForNone() {
    List<String> lines = List.of("hostname db1", "port 22", "user x", "proxyjump none");

    assertEquals(Optional.empty(), SshConfiguration.parse("db1", lines).jump());
  }

  @Test
  void asksTheInstalledOpenSshForAliases() {
    Connection connection = new Connection("some-alias", 2022, "dba", true, Optional.empty());

    SshAddress address = SshAddress.of(connection, SshSettings.read(inventory));

    assertEquals("dba@some-alias:2022", address.toString());
  }

  @Test
  void takesTheUserOfTheSshConfigurationWhereTheTreeNamesNone() {
    Connection connection = new Connection("some-alias", 22, "", true, Optional.empty());

    SshAddress address = SshAddress.of(connection, SshSettings.read(inventory));

    assertEquals(SshConfiguration.of("some-alias", Optional.empty(), 22).user(), address.user());
  }

  @Test
  void readsSettingsWithoutAFileAndRefusesOddOnes() throws IOException {
    assertEquals(Optional.empty(), SshSettings.read(inventory).knownHosts());
    Files.writeString(inventory.resolve("env.yml"), "ssh: yes please\n");

    NodeException failure = assertThrows(NodeException.class, () -> SshSettings.read(inventory));

    assertTrue(failure.getMessage().contains("'ssh' is not a mapping"), failure.getMessage());
  }

  @Test
  void saysWhichKnownHostsFileIsMissing() {
    Path none = inventory.resolve("known_hosts");

    NodeException failure = assertThrows(NodeException.class, () -> HostKeys.read(none));

    assertTrue(failure.getMessage().contains("ssh.known_hosts in env.yml"), failure.getMessage());
  }
}
