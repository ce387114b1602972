package io.pgfleet.compiler.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pgfleet.compiler.Folders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An environment that is no demo, and what people do with its secrets. */
final class SecretsCommandTest {
  private static final Path ROOT = Path.of(System.getProperty("pgfleet.root"));
  private static final String PASSWORD = "Correct-Horse-Battery-1";

  @TempDir Path scratch;
  private ProdEnvironment prod;

  @BeforeEach
  void makeEnvironment() throws IOException {
    prod = new ProdEnvironment(scratch, ROOT.resolve("inventories/sandbox/inventory.yml"));
  }

  @Test
  void sealsWithOneCommandAndKeepsEveryOtherByte() throws IOException {
    String before = prod.read("inventory.yml");

    assertEquals(0, prod.secrets("seal", "--generate"), prod.talk());

    String after = prod.read("inventory.yml");
    assertEquals(before.lines().count(), after.lines().count());
    assertTrue(after.contains("    pg_admin_password: \"${secret:pg_admin_password}\"\n"), after);
    assertTrue(
        after.contains(
            "{ name: test, password: \"${secret:pg-test/pg_users/test}\", pgbouncer: true, "),
        after);
    String back = after;
    SortedMap<String, String> values = prod.values();
    for (String name : values.keySet()) {
      back = back.replace("\"${secret:" + name + "}\"", values.get(name));
    }
    assertEquals(before, back);
    assertFalse(prod.talk().contains("DBUser.Meta"), prod.talk());
    assertEquals("", prod.data());
    prod.assertNothingElseIsMissing();
  }

  @Test
  void findsNothingToSealASecondTime() throws IOException {
    prod.secrets("seal", "--generate");
    SortedMap<String, byte[]> files = Folders.read(scratch);

    assertEquals(0, prod.secrets("seal", "--generate"));

    assertEquals(Folders.read(scratch).keySet(), files.keySet());
    Folders.read(scratch)
        .forEach((path, bytes) -> assertEquals(text(files.get(path)), text(bytes), path));
    assertEquals("", prod.talk());
  }

  @Test
  void goesOnWhereACrashLeftTheLiterals() throws IOException {
    String literals = prod.read("inventory.yml");
    prod.secrets("seal", "--generate");
    String index = prod.read("secrets.index.yml");
    String sealed = prod.read("inventory.yml");
    prod.write("inventory.yml", literals);

    assertEquals(0, prod.secrets("seal", "--generate"));

    assertEquals(sealed, prod.read("inventory.yml"));
    assertEquals(index, prod.read("secrets.index.yml"));
  }

  @Test
  void sealsEveryFileOfASplitInventory() throws IOException {
    prod.write("inventory.yml", ROOT, "compiler/src/test/resources/sealing/hosts.yml");
    prod.write("group_vars/all.yml", ROOT, "compiler/src/test/resources/sealing/all.yml");
    prod.write("host_vars/10.10.10.11/own.json", "{\"haproxy_admin_password\": \"Poison-7\"}");

    assertEquals(0, prod.secrets("seal"), prod.talk());

    assertEquals(
        "{\"haproxy_admin_password\": \"${secret:10.10.10.11/haproxy_admin_password}\"}",
        prod.read("host_vars/10.10.10.11/own.json"));
    assertEquals(
        Files.readString(ROOT.resolve("compiler/src/test/resources/sealing/all.sealed.yml")),
        prod.read("group_vars/all.yml"));
    SortedMap<String, String> values = prod.values();
    assertEquals("Poison-7", values.get("10.10.10.11/haproxy_admin_password"));
    assertEquals("Poison-1 over two lines", values.get("pg_users/block"));
    assertEquals("Poison-2", values.get("pg_users/anchored"));
    assertEquals("Poison.pg-test", values.get("pg-test/pgbackrest_repo/far/cipher_pass"));
    prod.secrets("list");
    assertTrue(prod.data().contains("group_vars/all.yml:7:15"), prod.data());
    assertFalse(prod.data().contains("nowhere"), prod.data());
  }

  @Test
  void writesNothingWhenTheInventoryIsNotValid() throws IOException {
    prod.write("inventory.yml", prod.read("inventory.yml").replace("pg_rto:", "pg_rtoo:"));
    SortedMap<String, byte[]> files = Folders.read(scratch);

    assertEquals(3, prod.secrets("seal"));

    assertEquals(files.keySet(), Folders.read(scratch).keySet());
    assertTrue(prod.talk().contains("pg_rtoo"), prod.talk());
  }

  @Test
  void setsWhatIsPipedInAndShowsItOnlyWhenAsked() throws IOException {
    prod.secrets("seal");
    String before = prod.revision("pg_admin_password");

    assertEquals(0, piped(PASSWORD + "\n", "set", "pg_admin_password"), prod.talk());

    assertNotEquals(before, prod.revision("pg_admin_password"));
    assertFalse((prod.talk() + prod.data()).contains(PASSWORD));
    assertEquals(64, prod.secrets("show", "pg_admin_password"));
    assertEquals("", prod.data());
    assertEquals(0, prod.secrets("show", "pg_admin_password", "--reveal"));
    assertEquals(PASSWORD + "\n", prod.data());
    assertEquals(64, prod.secrets("show", "pg_admin_pasword", "--reveal"));
    assertTrue(prod.talk().contains("did you mean 'pg_admin_password'?"), prod.talk());
  }

  @Test
  void takesNoValueFromTheCommandLineAndNoneThatIsEmpty() throws IOException {
    prod.secrets("seal");

    assertEquals(64, piped("x", "set", "pg_admin_password", PASSWORD));
    assertEquals(64, piped("\n", "set", "pg_admin_password"));
    assertEquals("DBUser.DBA", prod.values().get("pg_admin_password"));
  }

  @Test
  void rotatesWhatIsNamedAndLeavesWhatEncryptsData() throws IOException {
    prod.secrets("seal", "--generate");
    SortedMap<String, String> before = prod.values();

    assertEquals(0, prod.secrets("rotate", "pg_admin_password"), prod.talk());

    SortedMap<String, String> after = prod.values();
    assertEquals(24, after.get("pg_admin_password").length());
    assertEquals(before.get("pg_monitor_password"), after.get("pg_monitor_password"));
    assertEquals(0, prod.secrets("rotate", "--all"));
    SortedMap<String, String> all = prod.values();
    for (String name : before.keySet()) {
      assertEquals(name.endsWith("cipher_pass"), all.get(name).equals(after.get(name)), name);
    }
    assertEquals(64, prod.secrets("rotate"));
    assertEquals(64, prod.secrets("rotate", "pg_admin_pasword"));
  }

  @Test
  void listsWithoutOpeningAnything() throws IOException {
    prod.secrets("seal");
    Files.delete(scratch.resolve("key"));

    assertEquals(0, prod.secrets("list", "--output", "json"), prod.talk());

    JsonNode json = new ObjectMapper().readTree(prod.data());
    JsonNode first = json.at("/secrets/0");
    assertEquals("etcd_root_password", first.path("name").asText());
    assertEquals("default", first.at("/flags/0").asText());
    assertTrue(first.at("/used/0").asText().startsWith("inventories/prod/inventory.yml:"));
    assertFalse(prod.data().contains("Etcd.Root"));
    assertEquals(3, prod.secrets("show", "etcd_root_password", "--reveal"));
    assertFalse(prod.talk().contains("\tat "), prod.talk());
  }

  @Test
  void rekeysForTheRecipientsThatAreListedNow() throws IOException {
    prod.secrets("seal");
    String other = prod.newIdentity("other");
    prod.write("env.yml", prod.read("env.yml").replaceAll("age1\\w+", other));

    assertEquals(0, prod.secrets("rekey"), prod.talk());

    assertEquals(3, prod.secrets("show", "pg_admin_password", "--reveal"));
    assertTrue(prod.talk().contains("is not sealed for"), prod.talk());
    prod.useIdentity("other");
    assertEquals(0, prod.secrets("show", "pg_admin_password", "--reveal"), prod.talk());
  }

  @Test
  void leavesDemosAlone() throws IOException {
    prod.write("env.yml", "demo: true\n");

    assertEquals(64, prod.secrets("seal"));
    assertTrue(prod.talk().contains("is a demo"), prod.talk());
  }

  @Test
  void notesWhatComesFromAnotherSource() throws IOException {
    prod.write(
        "env.yml",
        prod.read("env.yml")
            + "secrets: { sources: [ { prefix: pgbackrest_repo/, environment: X_ } ] }\n");

    assertEquals(0, prod.secrets("seal", "--generate"), prod.talk());

    String name = "pgbackrest_repo/minio/cipher_pass";
    assertFalse(prod.values().containsKey(name));
    String before = prod.revision(name);
    assertEquals(0, prod.secrets("rotate", name));
    assertNotEquals(before, prod.revision(name));
    assertEquals(64, piped("x", "set", name));
    assertEquals(64, prod.secrets("show", name, "--reveal"));
    assertTrue(prod.talk().contains("the one of 'pgbackrest_repo/' in secrets.sources"));
    prod.assertNothingElseIsMissing();
  }

  private int piped(String input, String... words) {
    InputStream terminal = System.in;
    try {
      System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
      return prod.secrets(words);
    } finally {
      System.setIn(terminal);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
