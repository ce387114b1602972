package io.pgfleet.compiler.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pgfleet.compiler.Folders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as its users meet it. */
final class MainTest {
  private static final Path ROOT = Path.of(System.getProperty("pgfleet.root"));

  @TempDir Path scratch;
  private Path inventory;
  private String data;
  private String talk;

  @BeforeEach
  void copySandbox() {
    inventory = scratch.resolve("inventories/sandbox/inventory.yml");
    Folders.copy(ROOT.resolve("inventories/sandbox"), inventory.getParent());
  }

  @Test
  void compilesThenHasNothingToDo() {
    assertEquals(0, run("--env", "sandbox"));
    assertTrue(talk.contains("files written"), talk);
    assertEquals("", data);
    assertEquals(0, run("--env", "sandbox"));
    assertTrue(talk.endsWith("sandbox: nothing to do\n"), talk);
    assertEquals(0, run("--check"));
    assertEquals("", data);
  }

  @Test
  void listsWhatIsStaleAndExitsWith2() throws IOException {
    run("--env", "sandbox");
    Path readme = scratch.resolve("out/sandbox/README.md");
    Files.writeString(readme, "touched\n");
    assertEquals(2, run("--env", "sandbox", "--check"));
    assertEquals("out/sandbox/README.md\n", data);
    assertEquals("touched\n", Files.readString(readme));
  }

  @Test
  void showsMistakesAtTheirLineWithACaretAndExitsWith3() throws IOException {
    replace("pg_rto: fast", "pg_rtoo: fast");
    assertEquals(3, run("--env", "sandbox"));
    assertTrue(talk.contains("inventories/sandbox/inventory.yml:"), talk);
    assertTrue(talk.contains("pg_rtoo"), talk);
    assertTrue(talk.contains(" |     pg_rtoo: fast\n      |     ^\n"), talk);
    assertFalse(Files.exists(scratch.resolve("out")));
    assertNoStackTrace();
  }

  @Test
  void validatesAndWritesNothing() throws IOException {
    SortedMap<String, byte[]> before = Folders.read(scratch);
    assertEquals(0, run("validate", "--env", "sandbox"));
    assertTrue(talk.endsWith("sandbox: valid\n"), talk);
    replace("pg_rto: fast", "pg_rtoo: fast");
    assertEquals(3, run("validate", "--all"));
    assertTrue(talk.contains(" |     pg_rtoo: fast\n      |     ^\n"), talk);
    assertEquals(3, run("validate", "--output", "json"));
    assertEquals(3, new ObjectMapper().readTree(data).at("/environments/0/exitCode").asInt());
    assertEquals(before.keySet(), Folders.read(scratch).keySet());
    assertNoStackTrace();
  }

  @Test
  void neverShowsASecretBesideTheCaret() throws IOException {
    replace("pg_admin_password: DBUser.DBA", "pg_admin_password: [poison]");
    assertEquals(3, run("--env", "sandbox"));
    assertFalse((talk + data).contains("poison"), talk);
  }

  @Test
  void reportsAsJsonWhenAskedTo() throws IOException {
    replace("pg_rto: fast", "pg_rtoo: fast");
    assertEquals(3, run("--env", "sandbox", "--output", "json"));
    JsonNode result = new ObjectMapper().readTree(data).path("environments").get(0);
    assertEquals(3, result.path("exitCode").asInt());
    List<JsonNode> errors = new ArrayList<>();
    result.path("diagnostics").forEach(errors::add);
    errors.removeIf(one -> !one.path("severity").asText().equals("error"));
    assertEquals(1, errors.size());
    assertEquals("inventories/sandbox/inventory.yml", errors.get(0).path("file").asText());
    assertTrue(errors.get(0).path("line").asInt() > 60);
  }

  @Test
  void wrongCommandLinesExitWith64AndSayWhatToDo() {
    for (List<String> words :
        List.of(
            List.of("--nope"),
            List.of("--env", "nope"),
            List.of("--env", "../x"),
            List.of("--check", "--commit"),
            List.of("--env", "sandbox", "--all"),
            List.of("--output", "xml"),
            List.of("explain"),
            List.of("explain", "pg_rtoo"),
            List.of("explain", "10.0.0.1", "pg_rto"),
            List.of("explain", "10.10.10.11", "pg_rto", "pg_rpo"),
            List.of("validat"),
            List.of("nope"))) {
      assertEquals(64, run(words.toArray(new String[0])), words.toString());
      assertTrue(talk.contains("error: "), words + ": " + talk);
      assertNoStackTrace();
    }
  }

  @Test
  void asksWhichEnvironmentWhenThereAreTwo() {
    Folders.copy(inventory.getParent(), scratch.resolve("inventories/second"));
    assertEquals(64, run());
    assertTrue(talk.contains("second, sandbox") || talk.contains("sandbox, second"), talk);
    assertEquals(0, run("--all"));
    assertTrue(Files.exists(scratch.resolve("out/second/manifest.json")));
    assertTrue(Files.exists(scratch.resolve("out/sandbox/manifest.json")));
  }

  @Test
  void helpBeginsWithExamplesAndVersionIsOneLine() {
    assertEquals(0, run("--help"));
    assertTrue(data.startsWith("Examples:\n"), data);
    assertEquals(0, run("--version"));
    assertEquals(1, data.lines().count());
  }

  @Test
  void explainsWhereAValueComesFrom() throws IOException {
    assertEquals(0, run("explain", "10.10.10.11", "pg_rto"));
    assertTrue(data.contains("10.10.10.11: fast\n"), data);
    assertTrue(data.contains("inventories/sandbox/inventory.yml:"), data);
    assertEquals(0, run("explain", "pg_admin_password", "--brief"));
    assertTrue(data.contains("(secret)"), data);
    assertFalse(data.contains("DBUser"), data);
    assertEquals(0, run("explain", "10.10.10.11", "pg_users"));
    assertFalse(data.contains("DBUser"), data);
    assertEquals(0, run("explain", "vip_address", "--brief", "--output", "json"));
    JsonNode json = new ObjectMapper().readTree(data);
    assertTrue(json.path("scopes").toString().contains("10.10.10.3"), data);
  }

  @Test
  void explainsWhatAPlaceholderStandsFor() throws IOException {
    replace("pg_rto: fast", "pg_rto: fast\n    pg_listen: '${ip},${lo}'");
    assertEquals(0, run("explain", "10.10.10.11", "pg_listen"));
    assertTrue(data.contains("10.10.10.11: '${ip},${lo}'\n"), data);
    assertTrue(data.contains("with placeholders filled in: '10.10.10.11,127.0.0.1'\n"), data);
  }

  @Test
  void explainsWhatAParameterDrives() throws IOException {
    Folders.delete(inventory.resolveSibling("pki"));
    assertEquals(0, run("explain", "pg_rto"));
    assertTrue(data.contains("what it drives in 'sandbox' is not known"), data);
    assertEquals(0, run());
    assertEquals(0, run("explain", "pg_rto"));
    assertTrue(data.contains("drives in 'sandbox' (tried with "), data);
    assertTrue(data.matches("(?s).*\n  /etc/haproxy/[a-z-]*primary.cfg on 3 hosts\n.*"), data);
    assertEquals(0, run("explain", "pg_rto", "--output", "json"));
    JsonNode drives = new ObjectMapper().readTree(data).path("drives");
    assertEquals("sandbox", drives.path("environment").asText());
    assertTrue(drives.path("files").size() > 2, data);
    assertTrue(drives.path("files").toString().contains("/etc/patroni/patroni.yml"), data);
    assertEquals(0, run("--check"));
  }

  @Test
  void explainsAnIdentityByChangingOnePlace() {
    assertEquals(0, run());
    assertEquals(0, run("explain", "pg_seq"));
    assertTrue(data.contains("drives in 'sandbox' (tried with "), data);
    assertTrue(data.contains("/etc/patroni/patroni.yml on "), data);
  }

  @Test
  void explainsAParameterWhereThereIsNoEnvironment() {
    Folders.delete(inventory.getParent());
    assertEquals(0, run("explain", "pg_rto"));
    assertTrue(data.startsWith("pg_rto (pgsql, section PG_BOOTSTRAP)\n"), data);
    assertTrue(talk.contains("--env"), talk);
  }

  @Test
  void tellsCodeHostsWithoutSecrets() throws IOException {
    replace("pg_admin_password: DBUser.DBA", "pg_admin_password: [poison]");
    replace("pg_rto: fast", "pg_rtoo: fast");
    for (String format : List.of("sarif", "github", "gitlab", "json")) {
      for (List<String> words :
          List.of(List.of("--check"), List.of("--env", "sandbox"), List.of("validate"))) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of("--output", format));
        assertEquals(3, run(all.toArray(new String[0])), all.toString());
        assertTrue(data.contains("P002") && data.contains("pg_rtoo"), data);
        assertTrue(data.contains("inventories/sandbox/inventory.yml"), data);
        assertFalse((talk + data).contains("poison"), talk + data);
      }
    }
  }

  @Test
  void tellsCodeHostsThatATreeIsStale() throws IOException {
    assertEquals(0, run());
    Files.writeString(scratch.resolve("out/sandbox/README.md"), "touched\n");
    assertEquals(2, run("--check", "--output", "github"));
    assertTrue(data.endsWith("\n") && data.contains("::error file=out/sandbox/README.md"), data);
  }

  @Test
  void explainsACodeWithoutAnEnvironment() throws IOException {
    Folders.delete(inventory.getParent());
    assertEquals(0, run("explain", "f015"));
    assertTrue(data.startsWith("F015: Two hosts have one node name\n\n"), data);
    assertTrue(data.contains("\nWrong:\n\n    all:\n"), data);
    assertEquals(0, run("explain", "F015", "--output", "json"));
    assertEquals("F015", new ObjectMapper().readTree(data).path("code").asText());
    assertEquals(64, run("explain", "F915"));
    assertTrue(talk.contains("did you mean 'F"), talk);
    assertNoStackTrace();
  }

  @Test
  void commitsTheTreeAndExplainsTheNextChange() throws IOException, InterruptedException {
    git("init", "-q", "-b", "main");
    git("config", "user.name", "Some One");
    git("config", "user.email", "some@one.example");
    assertEquals(0, run("--env", "sandbox", "--commit"));
    assertTrue(talk.contains("committed as "), talk);
    assertEquals("Compile sandbox\n", git("log", "--format=%s"));
    assertEquals("", git("status", "--porcelain", "out"));
    assertEquals(0, run("--env", "sandbox", "--commit"));
    assertTrue(talk.contains("nothing to do"), talk);
    replace("10.10.10.3", "10.10.10.4");
    assertEquals(0, run("--env", "sandbox"));
    assertEquals(0, run("diff"));
    assertTrue(data.contains("~ /etc/keepalived/keepalived.conf"), data);
    assertEquals(0, run("diff", "--format", "markdown"));
    assertTrue(data.startsWith("## sandbox\n"), data);
  }

  @Test
  void saysWhereToCommitWhenThereIsNoGit() {
    assertEquals(3, run("--env", "sandbox", "--commit"));
    assertTrue(talk.contains("git init"), talk);
    assertNoStackTrace();
  }

  @Test
  void noSecretOfTheInventoryReachesTreeOrTalk() throws IOException {
    String text = Files.readString(inventory);
    int planted = 0;
    for (String password :
        List.of(
            "DBUser.DBA",
            "DBUser.Monitor",
            "DBUser.Replicator",
            "Patroni.API",
            "Etcd.Root",
            "DBUser.Meta",
            "DBUser.Viewer",
            "DBUser.Ro",
            "DBUser.Offline")) {
      assertTrue(text.contains(password), password);
      text = text.replaceFirst(": " + password + "\\b", ": poison" + planted++);
    }
    Files.writeString(inventory, text);
    assertEquals(0, run("--env", "sandbox"));
    assertFalse((talk + data).contains("poison"), talk);
    SortedMap<String, byte[]> tree = Folders.read(scratch.resolve("out"));
    tree.forEach(
        (path, bytes) ->
            assertFalse(new String(bytes, StandardCharsets.UTF_8).contains("poison"), path));
    tree.forEach(
        (path, bytes) ->
            assertFalse(new String(bytes, StandardCharsets.UTF_8).contains("PRIVATE KEY"), path));
    assertTrue(Files.readString(inventory.resolveSibling("secrets.yml")).contains("poison0"));
  }

  @Test
  void refusesPlainSecretsOutsideDemos() throws IOException {
    Path file = inventory.resolveSibling("env.yml");
    Files.writeString(file, Files.readString(file).replace("demo: true", "demo: false"));
    Files.deleteIfExists(inventory.resolveSibling("secrets.yml"));
    assertEquals(3, run("--env", "sandbox"));
    assertTrue(talk.contains("error[S004]"), talk);
    assertTrue(talk.contains("compile secrets seal"), talk);
    assertFalse(talk.contains("DBUser."), talk);
    assertFalse(Files.exists(inventory.resolveSibling("secrets.yml")));
  }

  private int run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--inventories");
    all.add(scratch.resolve("inventories").toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream realOut = System.out;
    PrintStream realErr = System.err;
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      return Main.run(all.toArray(new String[0]));
    } finally {
      System.setOut(realOut);
      System.setErr(realErr);
      data = out.toString(StandardCharsets.UTF_8);
      talk = err.toString(StandardCharsets.UTF_8);
    }
  }

  private void assertNoStackTrace() {
    assertFalse(talk.contains("\tat "), talk);
    assertFalse(talk.contains("Exception"), talk);
  }

  private void replace(String old, String now) throws IOException {
    String text = Files.readString(inventory);
    assertTrue(text.contains(old), old);
    Files.writeString(inventory, text.replace(old, now));
  }

  private String git(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).directory(scratch.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
