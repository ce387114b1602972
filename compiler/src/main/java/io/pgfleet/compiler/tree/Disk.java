package io.pgfleet.compiler.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The operations that change a disk, each whole or not at all; tests let one of them fail. */
interface Disk {

  void createDirectories(Path folder) throws IOException;

  void write(Path file, byte[] content) throws IOException;

  /** Moves within a file system, over what is there. */
  void move(Path from, Path to) throws IOException;

  void delete(Path path) throws IOException;

  /** The real one. */
  static Disk real() {
    return new Disk() {
      @Override
      public void createDirectories(Path folder) throws IOException {
        Files.createDirectories(folder);
      }

      @Override
      public void write(Path file, byte[] content) throws IOException {
        Files.write(file, content);
      }

      @Override
      public void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }

      @Override
      public void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
      }
    };
  }
}
