package io.pgfleet.compiler.module.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script runs against a folder that looks like a machine's root, with programs that keep their
 * rules in files.
 */
final class SecuritySettingsScriptTest {
  private static final String UFW =
      """
      #!/bin/sh
      touch "$STATE/rules"
      case "$*" in
        status) [ -e "$STATE/on" ] && echo 'Status: active' || echo 'Status: inactive' ;;
        'show added') sed 's/^/ufw /' "$STATE/rules" ;;
        '--force enable') touch "$STATE/on" ;;
        disable) rm -f "$STATE/on" ;;
        delete*) shift; grep -vxF "$*" "$STATE/rules" >"$STATE/left"; mv "$STATE/left" "$STATE/rules" ;;
        allow*) echo "$*" >>"$STATE/rules" ;;
        *) exit 9 ;;
      esac
      """;
  private static final String OFFLINE =
      """
      #!/bin/sh
      touch "$STATE/rules"
      rule="$1 ${2#--*-}"
      case $2 in
        --query-*) grep -qxF -e "$rule" "$STATE/rules" ;;
        --add-*) echo "$rule" >>"$STATE/rules" ;;
        --remove-*) grep -vxF -e "$rule" "$STATE/rules" >"$STATE/left"; mv "$STATE/left" "$STATE/rules" ;;
      esac
      """;

  @TempDir Path root;

  @BeforeEach
  void machine() throws IOException {
    Files.createDirectories(root.resolve("bin"));
    Files.createDirectories(root.resolve("state"));
    write("state/rules", "");
  }

  @Test
  void opensWhatIsAskedForBeforeTheFirewallStarts() throws Exception {
    program("ufw", UFW);
    settings("firewall zone", "trusted 10.0.0.0/8", "public 22");
    assertEquals(1, run("check"));
    assertEquals(0, run("apply"));
    assertEquals("allow from 10.0.0.0/8\nallow 22/tcp\n", read("state/rules"));
    assertTrue(Files.exists(root.resolve("state/on")));
    assertEquals(0, run("check"));
  }

  @Test
  void closesOnlyWhatItOpenedItself() throws Exception {
    program("ufw", UFW);
    write("state/rules", "allow 9999/tcp\n");
    settings("firewall zone", "public 22", "public 5432");
    assertEquals(0, run("apply"));
    settings("firewall zone", "public 22");
    assertEquals(1, run("check"));
    assertEquals(0, run("apply"));
    assertEquals("allow 9999/tcp\nallow 22/tcp\n", read("state/rules"));
  }

  @Test
  void aRuleThatIsGoneIsMadeAgain() throws Exception {
    program("ufw", UFW);
    settings("firewall zone", "public 22");
    assertEquals(0, run("apply"));
    write("state/rules", "");
    assertEquals(1, run("check"));
    assertEquals(0, run("apply"));
    assertEquals("allow 22/tcp\n", read("state/rules"));
  }

  @Test
  void turnsAFirewallOffAndLeavesOneAloneThatNobodyAskedFor() throws Exception {
    program("ufw", UFW);
    write("state/on", "");
    settings("selinux permissive");
    assertEquals(0, run("check"));
    settings("firewall off");
    assertEquals(1, run("check"));
    assertEquals(0, run("apply"));
    assertFalse(Files.exists(root.resolve("state/on")));
  }

  @Test
  void zonesOfFirewalldHoldNetworksAndPorts() throws Exception {
    program("firewall-offline-cmd", OFFLINE);
    program("firewall-cmd", "#!/bin/sh\n[ -e \"$STATE/on\" ]\n");
    program("systemctl", "#!/bin/sh\ncase $1 in restart) touch \"$STATE/on\" ;; esac\n");
    settings("firewall zone", "trusted 10.0.0.0/8", "public 5432");
    assertEquals(1, run("check"));
    assertEquals(0, run("apply"));
    assertEquals(
        "--zone=trusted source=10.0.0.0/8\n--zone=public port=5432/tcp\n", read("state/rules"));
    assertEquals(0, run("check"));
  }

  @Test
  void withoutSettingsOnlyAFirewallThatItStartedStops() throws Exception {
    program("ufw", UFW);
    settings("firewall zone", "public 22");
    assertEquals(0, run("apply"));
    Files.delete(root.resolve("etc/pgfleet/security.conf"));
    assertEquals(1, run("check"));
    assertEquals(0, run("apply"));
    assertFalse(Files.exists(root.resolve("state/on")), "it let nobody in");
    write("state/on", "");
    assertEquals(0, run("apply"));
    assertTrue(Files.exists(root.resolve("state/on")), "somebody else started that one");
  }

  @Test
  void zonesWithoutAnyFirewallAreAFault() throws Exception {
    settings("firewall zone", "public 22");
    assertEquals(1, run("apply"));
  }

  @Test
  void aSystemWithSelinuxTakesItsModeNowAndAtTheNextBoot() throws Exception {
    write("etc/selinux/config", "# mode\nSELINUX=enforcing\nSELINUXTYPE=targeted\n");
    write("state/mode", "Enforcing\n");
    program("getenforce", "#!/bin/sh\ncat \"$STATE/mode\"\n");
    program("setenforce", "#!/bin/sh\necho Permissive >\"$STATE/mode\"\n");
    settings("selinux permissive");
    assertEquals(1, run("check"));
    assertEquals(0, run("apply"));
    assertEquals("# mode\nSELINUX=permissive\nSELINUXTYPE=targeted\n", read("etc/selinux/config"));
    assertEquals("Permissive\n", read("state/mode"));
    assertEquals(0, run("check"));
  }

  @Test
  void allowsWhatThePolicyKnowsAndForbids() throws Exception {
    write("state/haproxy_connect_any", "off\n");
    program(
        "getsebool",
        """
        #!/bin/sh
        [ -e "$STATE/$1" ] && echo "$1 --> $(cat "$STATE/$1")"
        """);
    program("setsebool", "#!/bin/sh\n[ \"$1\" = -P ] && echo \"$3\" >\"$STATE/$2\"\n");
    settings("boolean haproxy_connect_any", "boolean of_another_policy");
    assertEquals(1, run("check"));
    assertEquals(0, run("apply"));
    assertEquals("on\n", read("state/haproxy_connect_any"));
    assertEquals(0, run("check"));
  }

  private void settings(String... lines) throws IOException {
    String selinux = lines[0].startsWith("selinux") ? "" : "selinux permissive\n";
    write("etc/pgfleet/security.conf", selinux + String.join("\n", lines) + "\n");
  }

  private void program(String name, String text) throws IOException {
    Path file = root.resolve("bin").resolve(name);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String read(String path) throws IOException {
    return Files.readString(root.resolve(path));
  }

  private int run(String mode) throws IOException, InterruptedException {
    Path script =
        Path.of(System.getProperty("pgfleet.root"), "templates", "node", "security-settings");
    ProcessBuilder process =
        new ProcessBuilder("sh", script.toString(), mode, root.toString()).inheritIO();
    process.environment().put("PATH", root.resolve("bin") + ":/usr/bin:/bin");
    process.environment().put("STATE", root.resolve("state").toString());
    return process.start().waitFor();
  }
}
