package io.pgfleet.compiler.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the installed git: what it thinks of our commits is what counts. */
final class CheckoutTest {
  @TempDir Path top;
  private Path folder;

  @BeforeEach
  void start() throws IOException {
    folder = top.resolve("out/env");
    git("init", "-q", "-b", "main");
    git("config", "user.name", "Some One");
    git("config", "user.email", "some@one.example");
    git("config", "commit.gpgsign", "false");
    write("other.txt", "other\n");
    git("add", "other.txt");
    git("commit", "-q", "-m", "first");
  }

  @Test
  void commitsTheFolderAndLeavesACleanStatus() throws IOException {
    Optional<String> commit = commit(files("a", "1", "d/b", "2"));
    assertEquals(commit, Optional.of(git("rev-parse", "HEAD").strip()));
    assertEquals("", git("status", "--porcelain"));
    assertEquals("out/env/a\nout/env/d/b\n", git("diff", "--name-only", "HEAD~1"));
    assertEquals("Some One <some@one.example>", git("log", "-1", "--format=%an <%ae>").strip());
    assertEquals("Compile env\n\nbody", git("log", "-1", "--format=%B").strip());
    assertEquals("", git("fsck", "--strict", "--no-progress", "--no-dangling"));
  }

  @Test
  void makesNoCommitWhenNothingDiffers() throws IOException {
    commit(files("a", "1"));
    assertEquals(Optional.empty(), commit(files("a", "1")));
    assertEquals("2", git("rev-list", "--count", "HEAD").strip());
  }

  @Test
  void removesWhatIsGoneAndKeepsForeignFiles() throws IOException {
    commit(files("a", "1", "b", "2"));
    write("out/env/mine", "mine\n");
    git("add", "out/env/mine");
    git("commit", "-q", "-m", "mine");
    Files.delete(folder.resolve("b"));
    publish(files("a", "1"));
    try (Checkout checkout = Checkout.around(folder)) {
      checkout.commit(folder, files("a", "1"), Set.of("mine"), "Compile env");
    }
    assertEquals("out/env/a\nout/env/mine\n", git("ls-tree", "-r", "--name-only", "HEAD", "out"));
    assertEquals("", git("status", "--porcelain"));
  }

  @Test
  void leavesOtherChangesStagedAndUnstaged() throws IOException {
    write("staged.txt", "x\n");
    git("add", "staged.txt");
    write("other.txt", "changed\n");
    commit(files("a", "1"));
    assertEquals(" M other.txt\nA  staged.txt\n", git("status", "--porcelain"));
  }

  @Test
  void packsManyFiles() throws IOException {
    SortedMap<String, byte[]> many = new TreeMap<>();
    for (int i = 0; i < 500; i++) {
      many.put("f" + i, ("content " + i + "\n").getBytes(StandardCharsets.UTF_8));
    }
    commit(many);
    assertEquals("", git("status", "--porcelain"));
    assertTrue(git("count-objects", "-v").contains("packs: 1\n"));
    assertEquals("", git("fsck", "--strict", "--no-progress", "--no-dangling"));
  }

  @Test
  void worksInALinkedWorktreeAndInAnEmptyRepository(@TempDir Path scratch) throws IOException {
    git("worktree", "add", "-q", scratch.resolve("linked").toString(), "-b", "side");
    top = scratch.resolve("linked");
    folder = top.resolve("out/env");
    commit(files("a", "1"));
    assertEquals("", git("status", "--porcelain"));
    assertEquals("Compile env", git("log", "-1", "--format=%s", "side").strip());
    top = Files.createDirectories(scratch.resolve("fresh"));
    folder = top.resolve("out/env");
    git("init", "-q", "-b", "main");
    git("config", "user.name", "Some One");
    git("config", "user.email", "some@one.example");
    commit(files("a", "1"));
    assertEquals("", git("status", "--porcelain"));
  }

  @Test
  void readsTheFolderOfARevision() throws IOException {
    commit(files("a", "1", "d/b", "2"));
    commit(files("a", "changed"));
    try (Checkout checkout = Checkout.around(folder)) {
      SortedMap<String, byte[]> before = checkout.read("HEAD~1", folder);
      assertEquals(Set.of("a", "d/b"), before.keySet());
      assertEquals("1", new String(before.get("a"), StandardCharsets.UTF_8));
      assertEquals(Set.of(), checkout.read("HEAD~2", folder).keySet());
      assertThrows(GitException.class, () -> checkout.read("nope", folder));
    }
  }

  @Test
  void refusesOutsideACheckoutAndWithoutAnAuthor(@TempDir Path elsewhere) throws IOException {
    GitException refused =
        assertThrows(GitException.class, () -> Checkout.around(elsewhere.resolve("out/env")));
    assertTrue(refused.getMessage().endsWith("run 'git init' there first"), refused.getMessage());
    git("config", "--unset", "user.name");
    git("config", "user.useConfigOnly", "true");
    if (git("config", "--get-all", "user.name").isEmpty()
        && System.getenv("GIT_AUTHOR_NAME") == null) {
      assertThrows(GitException.class, () -> commit(files("a", "1")));
    }
  }

  @Test
  void refusesInTheMiddleOfAMerge() throws IOException {
    git("switch", "-q", "-c", "side");
    write("other.txt", "side\n");
    git("commit", "-qam", "side");
    git("switch", "-q", "main");
    write("other.txt", "main\n");
    git("commit", "-qam", "main");
    git("merge", "-q", "side");
    GitException refused = assertThrows(GitException.class, () -> commit(files("a", "1")));
    assertTrue(refused.getMessage().contains("finish or abort it first"));
    assertFalse(git("log", "-1", "--format=%s").contains("Compile"));
  }

  private Optional<String> commit(SortedMap<String, byte[]> files) throws IOException {
    publish(files);
    try (Checkout checkout = Checkout.around(folder)) {
      return checkout.commit(folder, files, Set.of(), "Compile env\n\nbody\n");
    }
  }

  private void publish(SortedMap<String, byte[]> files) throws IOException {
    if (Files.exists(folder.resolve("d"))) {
      Files.deleteIfExists(folder.resolve("d/b"));
    }
    for (String path : files.keySet()) {
      Files.createDirectories(folder.resolve(path).getParent());
      Files.write(folder.resolve(path), files.get(path));
    }
  }

  private static SortedMap<String, byte[]> files(String... pathsAndTexts) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      files.put(pathsAndTexts[i], pathsAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(top.resolve(path).getParent());
    Files.writeString(top.resolve(path), text);
  }

  private String git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).directory(top.toFile()).redirectErrorStream(true).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
