package io.pgfleet.compiler.module.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script runs against a folder that looks like a machine's root. */
class KernelSettingsScriptTest {
  @TempDir Path root;

  @BeforeEach
  void machine() throws IOException {
    write("proc/sys/kernel/sem", "32000\t1024000000\t500\t32000\n");
    write("proc/sys/net/core/somaxconn", "4096\n");
    write("proc/sys/kernel/osrelease", "6.1.0\n");
    write("sys/kernel/mm/transparent_hugepage/enabled", "[always] madvise never\n");
    write(
        "etc/sysctl.d/90-pgfleet.conf",
        "kernel.sem = 4096 524288 2048 8192\nnet.core.somaxconn = 65535\nnot.there = 1\n");
  }

  @Test
  void appliesWhatDiffersAndIsContentAfterwards() throws Exception {
    assertNotEquals(0, run("check"));
    assertEquals("4096\n", read("proc/sys/net/core/somaxconn"), "a check changes nothing");
    assertEquals(0, run("apply"));
    assertEquals("65535\n", read("proc/sys/net/core/somaxconn"));
    assertEquals("4096 524288 2048 8192\n", read("proc/sys/kernel/sem"));
    assertEquals(0, run("check"));
  }

  @Test
  void tabsAndBlanksBetweenValuesAreTheSame() throws Exception {
    write("proc/sys/kernel/sem", "4096\t524288\t2048\t8192\n");
    write("proc/sys/net/core/somaxconn", "65535\n");
    assertEquals(0, run("check"));
  }

  @Test
  void noticesAValueChangedByHand() throws Exception {
    run("apply");
    write("proc/sys/net/core/somaxconn", "128\n");
    assertNotEquals(0, run("check"));
  }

  @Test
  void modulesAreLeftOutWhereTheKernelHasNone() throws Exception {
    run("apply");
    write("etc/modules-load.d/softdog.conf", "softdog\n");
    assertEquals(0, run("check"));
    Files.createDirectories(root.resolve("lib/modules/6.1.0"));
    assertNotEquals(0, run("check"));
    Files.createDirectories(root.resolve("sys/module/softdog"));
    assertEquals(0, run("check"));
  }

  @Test
  void hugePagesAreSwitchedOnlyWhereTheirDropInIs() throws Exception {
    run("apply");
    assertEquals("[always] madvise never\n", read("sys/kernel/mm/transparent_hugepage/enabled"));
    write("etc/tmpfiles.d/pgfleet-hugepages.conf", "w!- x - - - - never\n");
    assertNotEquals(0, run("check"));
    assertEquals(0, run("apply"));
    assertEquals("never\n", read("sys/kernel/mm/transparent_hugepage/enabled"));
  }

  private int run(String mode) throws IOException, InterruptedException {
    Path script =
        Path.of(System.getProperty("pgfleet.root"), "templates", "node", "kernel-settings");
    return new ProcessBuilder("sh", script.toString(), mode, root.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
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
