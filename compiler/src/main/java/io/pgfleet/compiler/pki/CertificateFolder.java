package io.pgfleet.compiler.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The folder {@code pki/} of an environment: public certificates, committed. */
final class CertificateFolder {
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

  private Path file(String name) {
    return folder.resolve(name + ".crt");
  }
}
