package io.pgfleet.compiler.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret is shown to somebody who sits at a terminal, and to nobody who only reads along. */
final class ShownSecretTest {
  private static final Path ROOT = Path.of(System.getProperty("pgfleet.root"));
  private static final Path PSEUDO_TERMINAL = Path.of("/usr/bin/script");

  @TempDir Path scratch;

  @BeforeEach
  void sealed() throws IOException {
    ProdEnvironment prod =
        new ProdEnvironment(scratch, ROOT.resolve("inventories/sandbox/inventory.yml"));
    assertEquals(0, prod.secrets("seal"), prod.talk());
  }

  @Test
  void aTerminalGetsTheValue() throws IOException, InterruptedException {
    assumeTrue(Files.exists(PSEUDO_TERMINAL), "no 'script' here to make a terminal with");
    String said = run(List.of(PSEUDO_TERMINAL.toString(), "-qec", show(), "/dev/null"), 0);
    assertEquals("DBUser.DBA", said.strip());
  }

  @Test
  void aPipeGetsTheReason() throws IOException, InterruptedException {
    String said = run(List.of("sh", "-c", show() + " | cat; exit 64"), 64);
    assertTrue(said.contains("standard output is no terminal; add --reveal"), said);
    assertTrue(!said.contains("DBUser"), said);
  }

  private String show() {
    return String.join(
        " ",
        System.getProperty("java.home") + "/bin/java",
        "-cp",
        "'" + System.getProperty("java.class.path") + "'",
        "-Dpgfleet.root='" + ROOT + "'",
        Main.class.getName(),
        "secrets show pg_admin_password --env prod --identity '" + scratch.resolve("key") + "'",
        "--inventories '" + scratch.resolve("inventories") + "'");
  }

  private static String run(List<String> argv, int exit) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(exit, process.waitFor(), output);
    return output;
  }
}
