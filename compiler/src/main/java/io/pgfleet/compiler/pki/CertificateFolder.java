package io.pgfleet.compiler.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder {@code pki/} of an environment: public certificates, committed. */
final class CertificateFolder {
  /** Certificates of people stand below this folder. */
  static final String PEOPLE = "people/";

  private static final String SUFFIX = ".crt";

  private final Path folder;

  CertificateFolder(Path folder) {
    this.folder = folder;
  }

  Optional<String> read(String name) {
    Path file = file(name);
    try {
      return Files.exists(file)
          ? Optional.of(Files.readString(file, StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read " + file + " but failed", e);
    }
  }

  /** Names of all certificates that are there, sorted. */
  List<String> names() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(path -> path.endsWith(SUFFIX))
          .map(path -> path.substring(0, path.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("tried to list " + folder + " but failed", e);
    }
  }

  void write(String name, String pem) {
    Path file = file(name);
    try {
      Files.createDirectories(file.getParent());
      Path draft = file.resolveSibling("." + file.getFileName() + ".draft");
      Files.writeString(draft, pem, StandardCharsets.UTF_8);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to write " + file + " but failed", e);
    }
  }

  void delete(String name) {
    Path file = file(name);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to delete " + file + " but failed", e);
    }
  }

  private Path file(String name) {
    return folder.resolve(name + SUFFIX);
  }
}
