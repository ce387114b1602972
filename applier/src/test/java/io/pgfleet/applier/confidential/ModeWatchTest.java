package io.pgfleet.applier.confidential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgfleet.applier.fleet.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The watch sees secrets wherever they come up, and nothing else. */
final class ModeWatchTest {
  private static final String SECRET = "correct horse battery";

  @TempDir Path folder;
  private final Needles needles = new Needles();
  private ModeWatch watch;

  @BeforeEach
  void begin() throws IOException {
    Files.createDirectories(folder.resolve("there"));
    Files.createDirectories(folder.resolve("skipped"));
    needles.add(new TreeMap<>(Map.of("horse", SECRET)));
    watch = new ModeWatch(needles);
    watch.add("here", folder, Set.of("/skipped"));
  }

  @AfterEach
  void end() {
    watch.close();
  }

  @Test
  void aSecretThatOthersCanReadIsSeenInAnyFile() throws IOException {
    write("there/.web.conf.draft", "rw-r--r--", "password = " + SECRET);
    seen("/there/.web.conf.draft");
    assertEquals(Set.of("here /there/.web.conf.draft rw-r--r--"), watch.open());
  }

  @Test
  void aSecretThatWasOpenOnceStaysKnown() throws IOException {
    Path file = write("there/a", "rw-r--r--", SECRET);
    seen("/there/a");
    close(file);
    Files.delete(file);
    assertEquals(Set.of("here /there/a rw-r--r--"), watch.open());
  }

  @Test
  void aFileThatIsOpenedLaterIsSeen() throws IOException {
    Path file = write("there/a", "rw-------", SECRET);
    seen("/there/a");
    assertEquals(Set.of(), watch.open());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw----r--"));
    Eventually.within(Duration.ofSeconds(10), "it is seen", () -> !watch.open().isEmpty());
  }

  @Test
  void aFolderThatComesLaterIsWatchedToo() throws IOException {
    Files.createDirectories(folder.resolve("new/inner"));
    write("new/inner/a", "rw-r--r--", SECRET);
    seen("/new/inner/a");
    Files.createDirectories(folder.resolve("new/inner/most"));
    write("new/inner/most/b", "rw-r--r--", SECRET);
    seen("/new/inner/most/b");
    assertEquals(2, watch.open().size());
  }

  @Test
  void aCopyThatIsMovedIsSeenAtBothPlaces() throws IOException {
    Path draft = write("there/draft", "rw-------", SECRET);
    seen("/there/draft");
    Files.move(draft, folder.resolve("there/final"), StandardCopyOption.ATOMIC_MOVE);
    seen("/there/final");
    assertEquals(Set.of(), watch.open());
  }

  @Test
  void aSecretThatComesIntoAnOpenFileIsSeen() throws IOException {
    Path file = write("there/a", "rw-r--r--", "no secret at all");
    Files.writeString(file, "then " + SECRET);
    seen("/there/a");
    assertEquals(1, watch.open().size());
  }

  @Test
  void openFilesWithoutASecretAreNotComplainedOf() throws IOException {
    write("there/a", "rw-r--r--", "no secret at all");
    write("there/b", "rw-------", SECRET);
    seen("/there/b");
    assertEquals(Set.of("/there/b"), watch.holders("here"));
    assertEquals(Set.of(), watch.open());
    assertEquals(Set.of(), watch.blind());
  }

  @Test
  void whatIsToBeSkippedIsSkipped() throws IOException {
    write("skipped/a", "rw-r--r--", SECRET);
    write("there/b", "rw-------", SECRET);
    seen("/there/b");
    assertEquals(Set.of(), watch.open());
  }

  private Path write(String name, String mode, String text) throws IOException {
    Path file =
        Files.createFile(
            folder.resolve(name),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return Files.writeString(file, text);
  }

  private static void close(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private void seen(String path) {
    Eventually.within(
        Duration.ofSeconds(10), path + " is seen", () -> watch.holders("here").contains(path));
  }
}
