package io.pgfleet.compiler.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody who reviews a change sees of secrets in git's own diff, and what not. */
final class SecretsReviewTest {
  private static final Path ROOT = Path.of(System.getProperty("pgfleet.root"));
  private static final String ADMIN = "pg_admin_password";
  private static final String USER = "pg-test/pg_users/test";

  @TempDir Path scratch;
  private ProdEnvironment prod;

  @BeforeEach
  void commitWhatIsSealed() throws IOException, InterruptedException {
    prod = new ProdEnvironment(scratch, ROOT.resolve("inventories/sandbox/inventory.yml"));
    prod.write("facts/default.json", ROOT, "inventories/sandbox/facts/default.json");
    assertEquals(0, prod.secrets("seal", "--generate"), prod.talk());
    assertEquals(0, prod.secrets("rotate", "--all"), prod.talk());
    String key = scratch.resolve("key").toString();
    assertEquals(0, prod.run(List.of("pki", "issue", "--env", "prod", "--identity", key)));
    Files.writeString(scratch.resolve(".gitignore"), "/key\n");
    git("init", "-q", "-b", "main");
    compiled();
  }

  @Test
  void aChangedSecretIsAnotherRevisionInTheIndexAndInTheFilesThatHoldIt()
      throws IOException, InterruptedException {
    String before = prod.revision(USER);
    assertEquals(0, prod.secrets("rotate", USER), prod.talk());
    String after = prod.revision(USER);
    compiled();

    List<String> index = changed("inventories/prod/secrets.index.yml");
    assertTrue(index.contains("-    revision: \"" + before + "\""), index::toString);
    assertTrue(index.contains("+    revision: \"" + after + "\""), index::toString);
    assertEquals(2, index.stream().filter(one -> !one.contains("    set: ")).count());
    List<String> tree = changed("out/prod/nodes", "out/prod/groups");
    assertTrue(
        tree.stream().anyMatch(one -> one.startsWith("+") && one.contains(USER + "@" + after)),
        tree::toString);
    assertTrue(
        tree.stream().anyMatch(one -> one.startsWith("-") && one.contains(USER + "@" + before)),
        tree::toString);
  }

  @Test
  void aNewSecretIsANewEntry() throws IOException, InterruptedException {
    String inventory = prod.read("inventory.yml");
    prod.write(
        "inventory.yml",
        inventory.replace(
            "{ name: test, password:",
            "{ name: fresh, password: Correct-Horse-Battery-1 }\n          - { name: test, password:"));
    assertEquals(0, prod.secrets("seal"), prod.talk());
    compiled();

    List<String> index = changed("inventories/prod/secrets.index.yml");
    assertEquals("+  \"pg-test/pg_users/fresh\":", index.get(0), index::toString);
    assertTrue(index.stream().allMatch(one -> one.startsWith("+")), index::toString);
    assertFalse(changed(".").toString().contains("Correct-Horse"));
  }

  @Test
  void aWeakOneAndASharedOneAreFlaggedWhenTheyAreSet() throws IOException, InterruptedException {
    set(ADMIN, "sesame");
    set("pg_monitor_password", "Correct-Horse-Battery-1");
    set("pg_replication_password", "Correct-Horse-Battery-1");
    compiled();

    String index = String.join("\n", changed("inventories/prod/secrets.index.yml"));
    assertTrue(index.contains("+    flags: [weak]"), index);
    assertTrue(index.contains("+    flags: [shared]"), index);
    assertEquals(2, index.split("flags:", -1).length - 1, index);
  }

  @Test
  void noTwoRevisionsTellWhetherValuesAreTheSame() throws IOException {
    set(ADMIN, "Correct-Horse-Battery-1");
    String first = prod.revision(ADMIN);
    String of = prod.read("secrets.index.yml");
    set(ADMIN, "Correct-Horse-Battery-2");
    set(ADMIN, "Correct-Horse-Battery-1");
    assertFalse(first.equals(prod.revision(ADMIN)), "a value does not come back recognizably");
    set("etcd_root_password", "Correct-Horse-Battery-1");
    assertFalse(prod.revision(ADMIN).equals(prod.revision("etcd_root_password")));
    SortedMap<String, String> values = prod.values();
    values.forEach((name, value) -> assertFalse(of.contains(value), name));
  }

  private void set(String name, String value) {
    InputStream terminal = System.in;
    try {
      System.setIn(new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8)));
      assertEquals(0, prod.secrets("set", name), prod.talk());
    } finally {
      System.setIn(terminal);
    }
  }

  private void compiled() throws IOException, InterruptedException {
    assertEquals(0, prod.run(List.of("--env", "prod")), prod.talk());
    git("add", "-A");
    git("-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-qm", "change");
  }

  /** The lines that the last commit took away and added. */
  private List<String> changed(String... paths) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("diff", "-U0", "HEAD~1", "HEAD", "--"));
    words.addAll(List.of(paths));
    return git(words.toArray(String[]::new))
        .lines()
        .filter(one -> one.matches("[-+][^-+].*|[-+]"))
        .toList();
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
