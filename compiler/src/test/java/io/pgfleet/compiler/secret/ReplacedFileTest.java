package io.pgfleet.compiler.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplacedFileTest {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");
  private static final int ENOUGH = 500;

  @TempDir Path folder;

  /** Looks at the folder all the time while a file of secrets is written again and again. */
  @Test
  void nobodyElseMayReadASecretAtAnyInstant() {
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger looks = new AtomicInteger();
    CompletableFuture<String> watcher =
        CompletableFuture.supplyAsync(
            () -> {
              String open = "";
              while (open.isEmpty() && !over.get()) {
                open = open();
                looks.incrementAndGet();
              }
              return open;
            });

    byte[] secret = new byte[1 << 16];
    int written = 0;
    while (!watcher.isDone() && (written++ < ENOUGH || looks.get() < ENOUGH)) {
      ReplacedFile.secret(folder.resolve("secrets.yml"), secret);
    }
    over.set(true);

    assertEquals("", watcher.join());
    assertTrue(looks.get() >= ENOUGH, "looked only " + looks + " times");
  }

  /** The first file that others may read; empty when there is none. */
  private String open() {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        try {
          if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
            return file.toString();
          }
        } catch (NoSuchFileException renamed) {
          continue;
        }
      }
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void keepsTheModeOfAFileThatIsNoSecretAndLeavesNothingBeside() throws IOException {
    Path file = folder.resolve("inventory.yml");
    Files.writeString(file, "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));

    ReplacedFile.open(file, new byte[] {'x'});

    assertEquals("x", Files.readString(file));
    assertEquals("rw-rw-r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }
}
