package io.pgfleet.compiler.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people rotate at once, with the real git between them. */
final class SecretsMergeTest {
  private static final Path ROOT = Path.of(System.getProperty("pgfleet.root"));
  private static final String ADMIN = "pg_admin_password";
  private static final String MONITOR = "pg_monitor_password";
  private static final String REST = "patroni_password";

  @TempDir Path scratch;
  private ProdEnvironment prod;
  private SortedMap<String, String> base;

  @BeforeEach
  void commitSealedSecrets() throws IOException, InterruptedException {
    prod = new ProdEnvironment(scratch, ROOT.resolve("inventories/sandbox/inventory.yml"));
    assertEquals(0, prod.secrets("seal"), prod.talk());
    base = prod.values();
    Files.writeString(scratch.resolve(".gitattributes"), "*.age binary\n");
    Files.writeString(scratch.resolve(".gitignore"), "/key\n");
    git(0, "init", "-q", "-b", "main");
    commit("seal");
    git(0, "checkout", "-q", "-b", "theirs");
  }

  @Test
  void takesWhatEachOfThemSet() throws IOException, InterruptedException {
    SortedMap<String, String> theirs = rotated(MONITOR);
    SortedMap<String, String> ours = meanwhile(ADMIN);

    String said = git(1, "merge", "theirs");
    assertTrue(said.contains("CONFLICT") && said.contains("secrets.age"), said);
    assertEquals(0, prod.secrets("merge"), prod.talk());

    SortedMap<String, String> merged = prod.values();
    assertEquals(ours.get(ADMIN), merged.get(ADMIN));
    assertEquals(theirs.get(MONITOR), merged.get(MONITOR));
    assertEquals(base.get(REST), merged.get(REST));
    assertEquals(base.keySet(), merged.keySet());
    for (String name : merged.keySet()) {
      prod.revision(name);
    }
    concludeMerge();
    assertEquals(64, prod.secrets("merge"));
    assertTrue(prod.talk().contains("nothing to merge"), prod.talk());
  }

  @Test
  void showsWhoSetTheSameSecretAndTakesTheSideThatIsNamed()
      throws IOException, InterruptedException {
    SortedMap<String, String> theirs = rotated(ADMIN);
    SortedMap<String, String> ours = meanwhile(ADMIN);
    assertNotEquals(theirs.get(ADMIN), ours.get(ADMIN));

    git(1, "merge", "theirs");
    assertTrue(prod.read("secrets.index.yml").contains("<<<<<<<"));
    prod.run(List.of("--env", "prod"));
    assertTrue(prod.talk().contains("'compile secrets merge'"), prod.talk());
    assertEquals(0, prod.secrets("merge", "--take", "theirs"), prod.talk());
    assertTrue(prod.talk().contains("both set pg_admin_password: took theirs"), prod.talk());
    assertEquals(theirs.get(ADMIN), prod.values().get(ADMIN));

    assertEquals(0, prod.secrets("merge", "--take", "ours"), prod.talk());
    assertEquals(ours.get(ADMIN), prod.values().get(ADMIN));
    prod.revision(ADMIN);
    concludeMerge();
  }

  @Test
  void takesTheLaterOneWhenNobodyIsNamed() throws IOException, InterruptedException {
    SortedMap<String, String> theirs = rotated(ADMIN);
    // as if it had been set in a hundred years
    String index = prod.read("secrets.index.yml");
    int at = index.indexOf("set:", index.indexOf("\"" + ADMIN + "\""));
    prod.write("secrets.index.yml", index.substring(0, at + 6) + "21" + index.substring(at + 8));
    commit("later");
    meanwhile(ADMIN);

    git(1, "merge", "theirs");
    assertEquals(0, prod.secrets("merge"), prod.talk());

    assertEquals(theirs.get(ADMIN), prod.values().get(ADMIN));
  }

  @Test
  void opensNothingForStrangers() throws IOException, InterruptedException {
    rotated(ADMIN);
    meanwhile(ADMIN);
    git(1, "merge", "theirs");
    prod.newIdentity("stranger");
    prod.useIdentity("stranger");

    assertEquals(3, prod.secrets("merge"));
    assertTrue(prod.talk().contains("is not sealed for"), prod.talk());
    assertFalse(prod.talk().contains("\tat "), prod.talk());
  }

  private SortedMap<String, String> rotated(String name) throws IOException, InterruptedException {
    assertEquals(0, prod.secrets("rotate", name), prod.talk());
    commit("rotate " + name);
    return prod.values();
  }

  private SortedMap<String, String> meanwhile(String name)
      throws IOException, InterruptedException {
    git(0, "checkout", "-q", "main");
    return rotated(name);
  }

  private void concludeMerge() throws IOException, InterruptedException {
    git(0, "add", "inventories/prod/secrets.age", "inventories/prod/secrets.index.yml");
    commit("merge");
    assertEquals("", git(0, "status", "--porcelain"));
  }

  private void commit(String subject) throws IOException, InterruptedException {
    git(0, "add", "-A");
    git(0, "-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-qm", subject);
  }

  private String git(int exit, String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=x", "-c", "user.email=x@example.com"));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).directory(scratch.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(exit, process.waitFor(), output);
    return output;
  }
}
