package io.pgfleet.compiler.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file that is replaced in one move: whoever reads it gets the old bytes or the new ones. */
final class ReplacedFile {
  private ReplacedFile() {}

  /** Writes a file that only its owner may read, from the first byte on. */
  static void secret(Path file, byte[] bytes) {
    replace(file, bytes, false);
  }

  /** Writes a file that may be read as the one before it, or by everybody when there was none. */
  static void open(Path file, byte[] bytes) {
    replace(file, bytes, true);
  }

  private static void replace(Path file, byte[] bytes, boolean open) {
    try {
      Files.createDirectories(file.getParent());
      Path draft = Files.createTempFile(file.getParent(), ".secrets", ".draft", closed());
      try {
        write(draft, bytes);
        if (open && posix()) {
          Files.setPosixFilePermissions(draft, modes(file));
        }
        Files.move(
            draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("tried to write " + file + " but failed", e);
    }
  }

  private static void write(Path draft, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  private static Set<PosixFilePermission> modes(Path file) throws IOException {
    return Files.exists(file)
        ? Files.getPosixFilePermissions(file)
        : PosixFilePermissions.fromString("rw-r--r--");
  }

  private static FileAttribute<?>[] closed() {
    return posix()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean posix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
