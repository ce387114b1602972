package io.pgfleet.compiler.module.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script runs against a folder that looks like a machine's root. */
class NameServersScriptTest {
  private static final String OURS =
      "# BEGIN pgfleet name-servers\nnameserver 10.10.10.10\n# END pgfleet name-servers\n";

  @TempDir Path root;

  @BeforeEach
  void machine() throws IOException {
    write("etc/resolv.conf", "search lan\nnameserver 192.168.1.1\n" + OURS);
  }

  @Test
  void oursAreAskedBeforeOthers() throws Exception {
    assertEquals(1, run("check", "add"));
    assertEquals(0, run("apply", "add"));
    assertEquals(OURS + "search lan\nnameserver 192.168.1.1\n", resolver());
    assertEquals(0, run("check", "add"));
  }

  @Test
  void aSecondRunChangesNothing() throws Exception {
    run("apply", "add");
    String once = resolver();
    run("apply", "add");
    assertEquals(once, resolver());
  }

  @Test
  void overwritingLeavesNoOthers() throws Exception {
    assertEquals(1, run("check", "overwrite"));
    assertEquals(0, run("apply", "overwrite"));
    assertEquals(OURS, resolver());
    assertEquals(0, run("check", "overwrite"));
  }

  @Test
  void aFileWithoutOurLinesIsLeftAloneAndNotInOrder() throws Exception {
    write("etc/resolv.conf", "nameserver 192.168.1.1\n");
    assertEquals(1, run("check", "overwrite"));
    assertEquals(0, run("apply", "overwrite"));
    assertEquals("nameserver 192.168.1.1\n", resolver());
  }

  private int run(String mode, String method) throws IOException, InterruptedException {
    Path script = Path.of(System.getProperty("pgfleet.root"), "templates", "node", "name-servers");
    return new ProcessBuilder("sh", script.toString(), mode, method, root.toString())
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

  private String resolver() throws IOException {
    return Files.readString(root.resolve("etc/resolv.conf"));
  }
}
