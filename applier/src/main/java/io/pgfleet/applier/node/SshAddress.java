package io.pgfleet.applier.node;

import io.pgfleet.applier.tree.Connection;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where and as whom to connect, after aliases were resolved.
 *
 * @param keys private key files, in the order in which they are tried
 * @param jump the host to go through, as the ssh configuration names it
 */
record SshAddress(
    String host, int port, String user, List<Path> keys, Path knownHosts, Optional<String> jump) {
  private static final int DEFAULT_PORT = 22;

  SshAddress {
    keys = List.copyOf(keys);
  }

  /** The address of a host of the tree. */
  static SshAddress of(Connection connection, SshSettings settings) {
    if (isLiteral(connection.address())) {
      Path home = Path.of(System.getProperty("user.home"), ".ssh");
      return new SshAddress(
          connection.address(),
          connection.port(),
          user(connection).orElse("root"),
          keys(connection, settings, List.of(home.resolve("id_ed25519"), home.resolve("id_rsa"))),
          settings.knownHosts().orElse(home.resolve("known_hosts")),
          Optional.empty());
    }
    SshConfiguration found =
        SshConfiguration.of(connection.address(), user(connection), connection.port());
    return new SshAddress(
        found.host(),
        found.port(),
        found.user(),
        keys(connection, settings, found.identityFiles()),
        settings.knownHosts().orElse(found.knownHosts()),
        found.jump());
  }

  /** The address of a host to go through, such as {@code admin@gate:2222}. */
  static SshAddress ofJump(String jump, SshSettings settings) {
    int at = jump.lastIndexOf('@');
    int colon = jump.lastIndexOf(':');
    String host = jump.substring(at + 1, colon > at ? colon : jump.length());
    int port = colon > at ? Integer.parseInt(jump.substring(colon + 1)) : DEFAULT_PORT;
    Optional<String> user = at < 0 ? Optional.empty() : Optional.of(jump.substring(0, at));
    SshConfiguration found = SshConfiguration.of(host, user, port);
    return new SshAddress(
        found.host(),
        found.port(),
        found.user(),
        settings.identityFile().map(List::of).orElse(found.identityFiles()),
        settings.knownHosts().orElse(found.knownHosts()),
        found.jump());
  }

  private static Optional<String> user(Connection connection) {
    return Optional.of(connection.user()).filter(one -> !one.isEmpty());
  }

  private static List<Path> keys(
      Connection connection, SshSettings settings, List<Path> otherwise) {
    if (connection.keyFile().isPresent()) {
      return List.of(SshSettings.below(settings.inventory(), connection.keyFile().get()));
    }
    return settings.identityFile().map(List::of).orElse(otherwise);
  }

  private static boolean isLiteral(String address) {
    return address.matches("[0-9.]+") || address.contains(":");
  }

  @Override
  public String toString() {
    return user + "@" + host + (port == DEFAULT_PORT ? "" : ":" + port);
  }
}
