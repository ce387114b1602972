package io.pgfleet.compiler.last;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.diagnostic.Diagnostic;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.diagnostic.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the note of the last run holds, and when it does not. */
final class LastRunTest {
  private static final Account SAID =
      new Account(
          List.of(
              new Diagnostic(
                  Severity.WARNING, "Y101", new Origin("inventories/e/i.yml", 3, 7), "odd", "fix")),
          List.of("notes.txt"));

  @TempDir Path scratch;
  private Path input;
  private Path made;
  private LastRun last;

  @BeforeEach
  void layOut() throws IOException {
    input = scratch.resolve("inputs/group_vars/all.yml");
    made = scratch.resolve("out/nodes/10.0.0.1/etc/hosts");
    for (Path file : List.of(input, made)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "one\n");
    }
    Watched watched =
        new Watched(
            List.of(scratch.resolve("inputs"), scratch.resolve("absent")), scratch.resolve("out"));
    last = new LastRun(scratch.resolve(".pgfleet"), "e", watched);
  }

  @Test
  void repeatsWhatWasSaidWhileNothingChanges() {
    assertEquals(Optional.empty(), last.account());
    leaveNote();
    assertEquals(Optional.of(SAID), last.account());
    assertEquals(Optional.of(SAID), last.account());
  }

  @Test
  void noticesAChangeThatKeepsSizeAndTime() throws IOException {
    for (Path file : List.of(input, made)) {
      leaveNote();
      FileTime before = Files.getLastModifiedTime(file);
      Files.writeString(file, "two\n");
      Files.setLastModifiedTime(file, before);
      assertEquals(Optional.empty(), last.account(), file.toString());
    }
  }

  @Test
  void noticesWhatAppearsAndWhatGoesAway() throws IOException {
    leaveNote();
    Path foreign = Files.writeString(made.resolveSibling("foreign"), "");
    assertEquals(Optional.empty(), last.account());
    Files.delete(foreign);
    assertEquals(Optional.of(SAID), last.account());
    Path appeared = Files.createDirectory(scratch.resolve("absent"));
    assertEquals(Optional.empty(), last.account());
    Files.delete(appeared);
    Files.delete(made);
    assertEquals(Optional.empty(), last.account());
  }

  @Test
  void noticesAnotherModeOfAFile() throws IOException {
    leaveNote();
    assertTrue(made.toFile().setWritable(false));
    assertEquals(Optional.empty(), last.account());
  }

  @Test
  void leavesNoNoteWhenAnInputChangesDuringTheRun() throws IOException {
    LastRun.Beginning run = begin();
    Files.writeString(input, "two\n");
    run.end(SAID);
    assertEquals(Optional.empty(), last.account());
  }

  @Test
  void leavesNoNoteAboutFilesThatAreNotOlderThanTheLook() throws IOException {
    Files.setLastModifiedTime(made, FileTime.from(Instant.now().plusSeconds(3600)));
    begin().end(SAID);
    assertEquals(Optional.empty(), last.account());
    Files.setLastModifiedTime(input, FileTime.from(Instant.now().plusSeconds(3600)));
    assertEquals(Optional.empty(), last.begin());
  }

  @Test
  void leavesNoNoteAboutInputsBehindLinks() throws IOException {
    Path elsewhere = Files.writeString(scratch.resolve("elsewhere.yml"), "one\n");
    Files.createSymbolicLink(input.resolveSibling("linked.yml"), elsewhere);
    assertEquals(Optional.empty(), last.begin());
  }

  @Test
  void aDamagedNoteIsNoNote() throws IOException {
    leaveNote();
    Path note = scratch.resolve(".pgfleet/e.last");
    byte[] whole = Files.readAllBytes(note);
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 1;
      Files.write(note, damaged);
      assertEquals(Optional.empty(), last.account(), "byte " + i);
      Files.write(note, Arrays.copyOf(whole, i));
      assertEquals(Optional.empty(), last.account(), "length " + i);
    }
  }

  @Test
  void leavesNothingElseBehind() throws IOException {
    leaveNote();
    try (var files = Files.list(scratch.resolve(".pgfleet"))) {
      assertEquals(
          List.of(".gitignore", "e.last"),
          files.map(one -> one.getFileName().toString()).sorted().toList());
    }
    assertFalse(Files.readString(scratch.resolve(".pgfleet/.gitignore")).isBlank());
  }

  /** A file system tells the times of files in steps; a note waits until the step is over. */
  private void leaveNote() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          do {
            begin().end(SAID);
          } while (last.account().isEmpty());
        });
  }

  private LastRun.Beginning begin() {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          Optional<LastRun.Beginning> run = last.begin();
          while (run.isEmpty()) {
            run = last.begin();
          }
          return run.get();
        });
  }
}
