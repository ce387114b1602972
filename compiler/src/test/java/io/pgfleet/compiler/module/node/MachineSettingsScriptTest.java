package io.pgfleet.compiler.module.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script runs against a folder that looks like a machine's root. */
class MachineSettingsScriptTest {
  @TempDir Path root;

  @BeforeEach
  void machine() throws IOException {
    write("proc/swaps", "Filename Type Size Used Priority\n");
    write("sys/block/sda/queue/read_ahead_kb", "128\n");
    write("sys/block/nvme0n1/queue/read_ahead_kb", "128\n");
    write("etc/pgfleet/machine.conf", "swap off\nread-ahead 4096\nnuma off\n");
  }

  @Test
  void disksReadAheadAndFastOnesAreLeftToTheProfile() throws Exception {
    assertEquals(1, run("check"));
    assertEquals(0, run("apply"));
    assertEquals("4096\n", read("sys/block/sda/queue/read_ahead_kb"));
    assertEquals("128\n", read("sys/block/nvme0n1/queue/read_ahead_kb"));
    assertEquals(0, run("check"));
  }

  @Test
  void swapThatIsOnIsNoticed() throws Exception {
    run("apply");
    write("proc/swaps", "Filename Type Size Used Priority\n/dev/sda2 partition 1 0 -2\n");
    assertEquals(1, run("check"));
  }

  @Test
  void aBootLoaderWithoutTheWordIsNoticedAndNoneIsNoFault() throws Exception {
    run("apply");
    assertEquals(0, run("check"));
    write("boot/grub/grub.cfg", "linux /vmlinuz root=/dev/sda1 ro\n");
    assertEquals(1, run("check"));
    write("boot/grub/grub.cfg", "linux /vmlinuz root=/dev/sda1 ro numa=off\n");
    assertEquals(0, run("check"));
  }

  @Test
  void kernelsThatHaveTheirArgumentsEachGetTheWord() throws Exception {
    write("args", "args=\"ro quiet\"\nargs=\"ro numa=off\"\n");
    write(
        "bin/grubby",
        """
        #!/bin/sh
        args=${0%/bin/*}/args
        case $1 in
          --info=ALL) cat "$args" ;;
          --update-kernel=ALL) echo "args=\\"ro ${2#--args=}\\"" >"$args" ;;
        esac
        """);
    assertTrue(root.resolve("bin/grubby").toFile().setExecutable(true));
    assertEquals(1, run("check"));
    assertEquals(0, run("apply"));
    assertEquals("args=\"ro numa=off\"\n", read("args"));
    assertEquals(0, run("check"));
  }

  @Test
  void whatTheMachineRefusedIsNotAskedAgainUntilItIsBooted() throws Exception {
    run("apply");
    write("run/pgfleet/machine-refused", "swap off\n");
    write("proc/swaps", "Filename Type Size Used Priority\n/dev/sda2 partition 1 0 -2\n");
    assertEquals(0, run("check"));
  }

  private int run(String mode) throws IOException, InterruptedException {
    Path script =
        Path.of(System.getProperty("pgfleet.root"), "templates", "node", "machine-settings");
    ProcessBuilder process =
        new ProcessBuilder("sh", script.toString(), mode, root.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    process.environment().put("PATH", root.resolve("bin") + ":/usr/bin:/bin");
    return process.start().waitFor();
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String read(String path) throws IOException {
    return Files.readString(root.resolve(path));
  }
}
