package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.Workspace;
import io.pgfleet.compiler.pki.CertificateDesk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The files that a person takes along: key, certificate, and whom to trust. */
final class PersonFiles {
  private final Path folder;
  private final String account;

  /** Refuses a folder where a key would be published, and files that are there already. */
  PersonFiles(Path folder, String account, Workspace workspace) {
    this.folder = folder.toAbsolutePath().normalize();
    this.account = account;
    for (Path published : List.of(workspace.out(), workspace.inventories())) {
      if (this.folder.startsWith(published)) {
        throw new UsageException(
            "'" + folder + "' is committed, and a private key must not be; choose another --to");
      }
    }
    if (Files.exists(key())) {
      throw new UsageException(
          "'" + key() + "' is there already; move it away, or choose another --to");
    }
  }

  private Path key() {
    return folder.resolve(account + ".key");
  }

  /** How the files are called in a message. */
  String shown() {
    return folder.resolve(account) + ".{key,crt} and ca.crt";
  }

  /** Writes them; nobody else can read the key at any moment. */
  void write(CertificateDesk.Person person) {
    try {
      Files.createDirectories(folder);
      write(key(), person.keyPem());
      write(folder.resolve(account + ".crt"), person.certificatePem());
      write(folder.resolve("ca.crt"), person.authorityPem());
    } catch (IOException e) {
      throw new UncheckedIOException("tried to write into " + folder + " but failed", e);
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(file, closed());
    Files.writeString(file, text, StandardCharsets.US_ASCII);
  }

  private static FileAttribute<?>[] closed() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
