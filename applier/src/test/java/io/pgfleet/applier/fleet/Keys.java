package io.pgfleet.applier.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The controller's key, a host key per node, and known_hosts, all made before any node boots.
 *
 * @param folder laid out like {@code inventories/<env>/.ssh}
 */
record Keys(Path folder) {

  Keys {
    try {
      Files.createDirectories(folder.resolve("hosts"));
      Files.deleteIfExists(folder.resolve("known_hosts"));
      Files.createFile(folder.resolve("known_hosts"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path identity() {
    return folder.resolve("id_ed25519");
  }

  Path knownHosts() {
    return folder.resolve("known_hosts");
  }

  Path hostKey(String address) {
    return folder.resolve("hosts").resolve(address);
  }

  static Path publicHalf(Path key) {
    return key.resolveSibling(key.getFileName() + ".pub");
  }

  void makeFor(String address) {
    make(identity());
    make(hostKey(address));
    String[] words = text(publicHalf(hostKey(address))).split(" ");
    append(knownHosts(), address + " " + words[0] + " " + words[1] + "\n");
  }

  static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void append(Path file, String line) {
    try {
      Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void make(Path key) {
    if (!Files.exists(key)) {
      Shell.run(
          "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "pgfleet", "-f", key.toString());
    }
  }
}
