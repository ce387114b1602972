package io.pgfleet.compiler.tree;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lets one compile publish an environment at a time; it is given back when the process dies. */
final class PublishLock {
  private final Path file;

  PublishLock(Path file) {
    this.file = file;
  }

  /** What is done under the lock. */
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Does the work while no other compile can.
   *
   * @throws PublishException when another one is at it
   */
  <T> T hold(Work<T> work) throws IOException {
    Files.createDirectories(file.getParent());
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE, DELETE_ON_CLOSE);
        FileLock held = channel.tryLock()) {
      if (held == null) {
        throw taken();
      }
      return work.run();
    } catch (OverlappingFileLockException e) {
      throw taken();
    }
  }

  private PublishException taken() {
    return new PublishException(
        "another compile publishes into '" + file.getParent() + "' now; wait until it is done");
  }
}
