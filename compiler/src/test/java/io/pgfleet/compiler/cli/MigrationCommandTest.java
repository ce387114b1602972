package io.pgfleet.compiler.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MigrationCommandTest {
  @TempDir Path directory;

  @BeforeEach
  void writeAnInventory() throws IOException {
    Path environment = Files.createDirectories(directory.resolve("inventories/prod"));
    Files.writeString(
        environment.resolve("inventory.yml"),
        """
        all:
          children:
            pg-new:
              hosts:
                10.10.10.12: { pg_seq: 2, pg_role: replica }
                10.10.10.11: { pg_seq: 1, pg_role: primary }
              vars: { pg_cluster: pg-new, pg_port: 5440, pg_admin_username: boss }
          vars: { version: v4.0.0, context_dir: %s }
        """
            .formatted(directory.resolve("plans")));
  }

  private int run(String... more) {
    List<String> words = new ArrayList<>(List.of("migration", "--env", "prod", "--inventories"));
    words.add(directory.resolve("inventories").toString());
    words.addAll(List.of("--dst-cls", "pg-new", "--dst-db", "app", "--src-cls", "pg-old"));
    words.addAll(List.of(more));
    return Main.run(words.toArray(String[]::new));
  }

  private Path kit() {
    return directory.resolve("plans/pg-old.app");
  }

  private String activate() throws IOException {
    return Files.readString(kit().resolve("activate"));
  }

  @Test
  void writesThePageAndAllScriptsWhereTheInventorySays() throws IOException {
    assertEquals(0, run("--src-db", "app", "--src-ip", "10.0.0.7"));
    try (Stream<Path> files = Files.list(kit())) {
      assertEquals(
          List.of(
              "README.md",
              "activate",
              "check-db",
              "check-hba",
              "check-misc",
              "check-repl",
              "check-user",
              "copy-diff",
              "copy-progress",
              "copy-schema",
              "copy-seq",
              "create-pub",
              "create-sub",
              "drop-pub",
              "drop-sub"),
          files.map(one -> one.getFileName().toString()).sorted().toList());
    }
    assertEquals("rwx------", mode(kit()));
    assertEquals("rwx------", mode(kit().resolve("create-pub")));
    assertEquals("rw-------", mode(kit().resolve("activate")));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void knowsTheClustersOfTheInventory() throws IOException {
    assertEquals(0, run("--src-db", "app", "--src-ip", "10.0.0.7"));
    assertTrue(activate().contains("DST='host=10.10.10.11 port=5440 dbname=app user=boss'\n"));
    assertTrue(activate().contains("SRC='host=10.0.0.7 port=5432 dbname=app'\n"));
    assertTrue(activate().contains("NAME=migrate_app\n"));
  }

  @Test
  void asksForTheAddressOfAClusterThatItDoesNotKnow() {
    assertEquals(64, run("--src-db", "app"));
    assertFalse(Files.exists(kit()));
  }

  @Test
  void quotesAwkwardNames() throws Exception {
    Path to = directory.resolve("kit");
    assertEquals(
        0, run("--src-db", "it's $(date) \\", "--src-ip", "10.0.0.7", "--to", to.toString()));
    Process shell =
        new ProcessBuilder("sh", "-c", ". \"$1\"; printf %s \"$SRC\"", "sh", to + "/activate")
            .redirectErrorStream(true)
            .start();
    assertEquals(
        "host=10.0.0.7 port=5432 dbname='it\\'s $(date) \\\\'",
        new String(shell.getInputStream().readAllBytes()));
    assertEquals(0, shell.waitFor());
  }

  @Test
  void refusesPasswords() {
    for (String connection :
        List.of("postgres://me:secret@10.0.0.7/app", "host=10.0.0.7 Password = secret")) {
      assertEquals(64, run("--src-db", "app", "--src-pg", connection), connection);
      assertEquals(
          64, run("--src-db", "app", "--src-ip", "10.0.0.7", "--sub-conn", connection), connection);
    }
    assertFalse(Files.exists(kit()));
  }

  @Test
  void everyScriptSaysWhatItDoes() throws Exception {
    assertEquals(0, run("--src-db", "app", "--src-ip", "10.0.0.7"));
    try (Stream<Path> files = Files.list(kit())) {
      for (Path script : files.filter(Files::isExecutable).toList()) {
        Process help =
            new ProcessBuilder(script.toString(), "--help").redirectErrorStream(true).start();
        String said = new String(help.getInputStream().readAllBytes());
        assertTrue(said.startsWith("usage: " + script.getFileName()), said);
        assertEquals(0, help.waitFor(), said);
      }
    }
  }
}
