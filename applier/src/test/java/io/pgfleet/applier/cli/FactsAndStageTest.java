package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.node.FakeNodes;
import io.pgfleet.applier.node.Outcome;
import io.pgfleet.applier.tree.TreeFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands beside apply, against machines in memory and folders. */
final class FactsAndStageTest {
  private static final String A = "10.0.0.1";
  private static final String B = "10.0.0.2";
  private static final String STEP =
      "{\"id\":\"files\",\"kind\":\"place\",\"nodes\":[\"10.0.0.1\"]}";
  private static final String FACTS =
      "cpu 2\nmemoryBytes 2147483648\ndataDiskBytes 21474836480\narch x86_64\nhostname web-1\n"
          + "os.id debian\nos.version 12\nos.codename bookworm\n";

  @TempDir Path folder;
  private final FakeNodes fleet = new FakeNodes();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String command, String... words) {
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of());
    List<String> all = new ArrayList<>(List.of(command, "--env", "test"));
    all.addAll(List.of("--out", folder.resolve("out").toString()));
    all.addAll(List.of("--inventories", folder.resolve("inventories").toString()));
    all.addAll(List.of(words));
    return new Main(console, (connections, inventory) -> fleet).run(all.toArray(String[]::new));
  }

  private TreeFolder tree() {
    return new TreeFolder(folder.resolve("out/test")).node(A).node(B).step("node", STEP);
  }

  private void answering(String host) {
    fleet.machine(host).faults().refuseWrites();
    fleet
        .machine(host)
        .answer(argv -> argv.get(0).equals("/bin/sh"), command -> new Outcome(0, FACTS, ""));
  }

  @Test
  void recordsFactsInOneFormWithNothingButConnections() throws IOException {
    tree().written();
    Files.delete(folder.resolve("out/test/manifest.json"));
    answering(A);
    answering(B);

    assertEquals(0, run("facts"), err::toString);

    Path facts = folder.resolve("inventories/test/facts");
    assertEquals(
        """
        {
          "cpu": 2,
          "memoryBytes": 2147483648,
          "dataDiskBytes": 21474836480,
          "arch": "x86_64",
          "os": {
            "id": "debian",
            "version": "12",
            "codename": "bookworm"
          },
          "user": "admin",
          "hostname": "web-1"
        }
        """,
        Files.readString(facts.resolve(A + ".json")));
    assertTrue(Files.exists(facts.resolve(B + ".json")));
    assertTrue(out.toString().contains("10.0.0.1: 2 cpus, 2.0 GiB memory, 20 GiB disk"));
    out.reset();
    assertEquals(0, run("facts"));
    assertTrue(out.toString().contains("(unchanged)"), out::toString);
  }

  @Test
  void recordsTheHostsThatAnswerAndNamesTheOthers() {
    tree().written();
    answering(A);

    assertEquals(6, run("facts"));

    assertTrue(Files.exists(folder.resolve("inventories/test/facts/10.0.0.1.json")));
    assertTrue(err.toString().contains("connect to 10.0.0.2 but failed"), err::toString);
  }

  @Test
  void looksOnlyAtTheHostsThatAreNamed() {
    tree().written();
    answering(B);

    assertEquals(0, run("facts", "--host", B), err::toString);
    assertFalse(Files.exists(folder.resolve("inventories/test/facts/10.0.0.1.json")));
    assertEquals(64, run("facts", "--host", "10.9.9.9"));
    assertTrue(err.toString().contains("use one of 10.0.0.1, 10.0.0.2"), err::toString);
  }

  @Test
  void needsAnEnvironment() {
    Console console = new Console(new PrintStream(out), new PrintStream(err), Map.of());

    assertEquals(64, new Main(console, (connections, inventory) -> fleet).run("facts"));
    assertTrue(err.toString().contains("'--env=ENV'"), err::toString);
  }

  @Test
  void stagesWhatWouldBeOnTheMachinesWithSecretsResolved() throws IOException {
    Files.createDirectories(folder.resolve("inventories/test"));
    Files.writeString(folder.resolve("inventories/test/env.yml"), "demo: true\n");
    Files.writeString(
        folder.resolve("inventories/test/secrets.yml"),
        "formatVersion: 1\nsecrets: { p: { value: hush, revision: aaaaaaaa, salt: AAAA } }\n");
    tree()
        .directory(A, "files", "/etc/web")
        .file(A, "files", "/etc/web/web.conf", "password = {secret:p@aaaaaaaa|ini}\n")
        .block(A, "files", "/etc/hosts", "one", "10.0.0.1 a\n")
        .block(A, "files", "/etc/hosts", "two", "10.0.0.2 b\n")
        .link(A, "files", "/web", "/etc/web")
        .written();
    Path to = folder.resolve("stage");
    Files.createDirectories(to.resolve(A + "/etc/old"));

    assertEquals(0, run("stage", "--to", to.toString()), err::toString);

    Path host = to.resolve(A);
    assertEquals("password = hush\n", Files.readString(host.resolve("etc/web/web.conf")));
    assertEquals(
        "rwxr-x---",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(host.resolve("etc/web"))));
    assertEquals("10.0.0.1 a\n10.0.0.2 b\n", Files.readString(host.resolve("etc/hosts")));
    assertEquals(Path.of("etc/web"), Files.readSymbolicLink(host.resolve("web")));
    assertFalse(Files.exists(host.resolve("etc/old")));
    assertFalse(out.toString().contains("hush") || err.toString().contains("hush"));
  }

  @Test
  void doesNotStageWithoutItsSecrets() {
    tree().file(A, "files", "/etc/motd", "{secret:p@aaaaaaaa}\n").written();

    assertEquals(3, run("stage", "--to", folder.resolve("stage").toString()));
    assertTrue(err.toString().contains("10.0.0.1:/etc/motd: needs the secret 'p'"), err::toString);
  }
}
