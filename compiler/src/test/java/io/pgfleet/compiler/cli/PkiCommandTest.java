package io.pgfleet.compiler.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pgfleet.compiler.Folders;
import io.pgfleet.compiler.pki.KeyKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An environment that is no demo, and what people do with its certificates. */
final class PkiCommandTest {
  private static final Path ROOT = Path.of(System.getProperty("pgfleet.root"));

  @TempDir Path scratch;
  private ProdEnvironment prod;
  private int runs;

  @BeforeEach
  void sealedSecrets() throws IOException {
    prod = new ProdEnvironment(scratch, ROOT.resolve("inventories/sandbox/inventory.yml"));
    assertEquals(0, prod.secrets("seal", "--generate"), prod.talk());
  }

  private int pki(String... words) {
    List<String> all = new ArrayList<>(List.of("pki"));
    all.addAll(List.of(words));
    all.addAll(List.of("--env", "prod", "--identity", scratch.resolve("key").toString()));
    return prod.run(all);
  }

  private int compile(String... more) {
    List<String> all = new ArrayList<>(List.of("--env", "prod"));
    all.addAll(List.of(more));
    return prod.run(all);
  }

  private Map<String, String> states() throws IOException {
    return fields("state");
  }

  /** A field of each certificate that the last command told of, by name. */
  private Map<String, String> fields(String field) throws IOException {
    Map<String, String> fields = new TreeMap<>();
    for (JsonNode one : new ObjectMapper().readTree(prod.data()).path("certificates")) {
      fields.put(one.path("name").asText(), one.path(field).asText());
    }
    return fields;
  }

  @Test
  void compilesOnceEverythingIsIssued() throws IOException {
    assertEquals(3, compile());
    assertTrue(
        prod.talk()
            .contains("pki/etcd/etcd-1.crt: error[K003]: is missing; run 'compile pki issue"),
        prod.talk());
    assertEquals(3, pki("status", "--output", "json"));
    assertEquals("missing", states().get("pgsql/pg-test-1"));

    assertEquals(0, pki("issue"), prod.talk());
    assertEquals(0, pki("status", "--output", "json"));
    assertEquals("ok", states().get("pgsql/pg-test-1"));
    assertEquals(0, compile(), prod.talk());
    assertEquals(0, compile("--check"), prod.talk());

    assertEquals(0, pki("issue"), prod.talk());
    assertTrue(prod.talk().contains("prod: nothing to do"), prod.talk());
  }

  @Test
  void keysAreOfTheKindThatTheEnvironmentAsksFor() throws IOException {
    String environment = prod.read("env.yml");
    for (KeyKind kind : List.of(KeyKind.RSA_2048, KeyKind.ED25519)) {
      prod.write("env.yml", environment + "certificates: { keys: " + kind.text() + " }\n");
      prod.delete("pki");
      assertEquals(0, pki("issue"), prod.talk());
      assertEquals(0, pki("status", "--output", "json"));
      Map<String, String> keys = fields("key");
      assertEquals(kind.text(), keys.get("pgsql/pg-test-1"));
      assertEquals(kind.text(), keys.get("etcd/etcd-1"));
      String others = kind == KeyKind.ED25519 ? "ec-p256" : kind.text();
      assertEquals(others, keys.get("ca"));
      assertEquals(others, keys.get("nginx/portal"));
      assertEquals(0, compile(), prod.talk());
    }
  }

  @Test
  void noPrivateKeyIsAnywhereInPlainText() throws IOException {
    pki("issue");
    compile();
    pki("rotate-ca");
    Folders.read(scratch)
        .forEach(
            (path, bytes) ->
                assertFalse(
                    new String(bytes, StandardCharsets.ISO_8859_1).contains("PRIVATE KEY-----"),
                    path));
    assertTrue(prod.values().get("pki/ca.key").startsWith("-----BEGIN PRIVATE KEY-----"));
  }

  @Test
  void anExpiredCertificateIsStatussMatterAndNotCompiles() {
    pki("issue");
    compile();
    assertEquals(3, pki("status", "--until", "2199-01-01"));
    assertTrue(prod.talk().contains("prod: 10 invalid, 0 due"), prod.talk());
    assertTrue(prod.data().contains("etcd/etcd-1 expired on "), prod.data());
    assertEquals(0, compile("--check"), prod.talk());
  }

  @Test
  void aPhaseWaitsUntilTheOneBeforeIsCompiledAndApplied() {
    pki("issue");
    compile();
    assertEquals(0, pki("rotate-ca"), prod.talk());
    assertEquals(3, pki("rotate-ca", "--applied"));
    assertTrue(prod.talk().contains("error[K006]: phase 1 of the exchange is not compiled"));
    assertEquals(0, compile(), prod.talk());
    assertEquals(3, pki("rotate-ca"));
    assertTrue(prod.talk().contains("has to be on every node before the next one"), prod.talk());
    assertEquals(0, pki("rotate-ca", "--applied"), prod.talk());
    assertEquals(0, pki("status"), prod.talk());
    assertTrue(prod.talk().contains("phase 2 of 3"), prod.talk());
    compile();
    assertEquals(0, pki("rotate-ca", "--applied"), prod.talk());
    assertEquals(0, compile(), prod.talk());
    assertFalse(Files.exists(prod.folder().resolve("pki/ca-old.crt")));
  }

  @Test
  void theNotesOfRunsSayWhetherAPhaseIsOnEveryNode() throws IOException, InterruptedException {
    pki("issue");
    git("init", "-q");
    git("config", "user.name", "x");
    git("config", "user.email", "x@example.com");
    git("add", "-A");
    git("commit", "-qm", "begin");
    assertEquals(0, compile("--commit"), prod.talk());
    ran("prod", "done", "10", "11", "12", "13");
    assertEquals(0, pki("rotate-ca"), prod.talk());
    assertEquals(0, compile("--commit"), prod.talk());
    ran("prod", "rolled-back", "10", "11", "12", "13");
    ran("elsewhere", "done", "10", "11", "12", "13");
    ran("prod", "done", "10", "12");

    assertEquals(3, pki("rotate-ca"));
    assertTrue(
        prod.talk().contains("is noted for 10.10.10.11, 10.10.10.13; run 'apply --env prod'"),
        prod.talk());
    ran("prod", "done", "11", "13");
    git("commit", "-q", "--allow-empty", "-m", "something else");
    assertEquals(0, pki("rotate-ca"), prod.talk());
    assertTrue(prod.talk().contains("phase 2 of 3"), prod.talk());
  }

  private void ran(String environment, String result, String... hosts)
      throws IOException, InterruptedException {
    String list = "\"10.10.10." + String.join("\",\"10.10.10.", hosts) + "\"";
    String line =
        "{\"run\":\"r\",\"environment\":\"%s\",\"result\":\"%s\",\"at\":\"%s\",\"hosts\":[%s]}"
            .formatted(environment, result, "2026-01-01T00:00:0" + runs++ + "Z", list);
    git("notes", "--ref=pgfleet", "append", "-m", line);
  }

  private void git(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).directory(scratch.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
  }

  @Test
  void everyNodeTrustsBothAuthoritiesInItsOwnFiles() throws IOException {
    pki("issue");
    compile();
    pki("rotate-ca");
    compile();
    Path node = scratch.resolve("out/prod/nodes/10.10.10.11/files");
    String bundle = Files.readString(node.resolve("etc/pki/ca.crt"));
    assertEquals(2, bundle.split("BEGIN CERTIFICATE").length - 1);
    assertEquals(
        bundle,
        Files.readString(node.resolve("etc/pki/ca-1.crt"))
            + Files.readString(node.resolve("etc/pki/ca-2.crt")));
    assertEquals(bundle, Files.readString(node.resolve("etc/etcd/ca.crt")));
    String manifest = Files.readString(scratch.resolve("out/prod/nodes/10.10.10.11/manifest.json"));
    assertTrue(manifest.contains("/ca-certificates/pgfleet-ca-2.crt"), manifest);
  }

  @Test
  void aPersonTakesTheKeyAlongAndNobodyElseReadsIt() throws IOException {
    pki("issue");
    Path home = scratch.resolve("home");
    assertEquals(0, pki("issue", "--cn", "dbuser_ann", "--to", home.toString()), prod.talk());
    assertEquals("inventories/prod/pki/people/dbuser_ann.crt\n", prod.data());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(home.resolve("dbuser_ann.key"))));
    assertFalse(prod.values().containsKey("pki/people/dbuser_ann.key"));
    assertEquals(64, pki("issue", "--cn", "dbuser_ann", "--to", home.toString()));
    assertTrue(prod.talk().contains("is there already"), prod.talk());
    String published = scratch.resolve("out/prod").toString();
    assertEquals(64, pki("issue", "--cn", "dbuser_ann", "--to", published));
    assertTrue(prod.talk().contains("a private key must not be"), prod.talk());
    assertEquals(64, pki("issue", "--cn", "../ann", "--to", home.toString()));
  }

  @Test
  void helpBeginsWithExamples() {
    for (String command : List.of("status", "issue", "renew", "rotate-ca", "import-ca")) {
      assertEquals(0, prod.run(List.of("pki", command, "--help")), prod.talk());
      assertTrue(prod.data().startsWith("Examples:"), prod.data());
    }
    assertEquals(64, Main.run("pki"));
  }
}
