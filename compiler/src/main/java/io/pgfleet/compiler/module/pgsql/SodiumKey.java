package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The master key of pgsodium, 64 hexadecimal digits.
 *
 * <p>Source: without a {@code pgsodium_key} the reference takes the digest of the cluster's name.
 * That is no secret, so it stands in demo environments only; elsewhere a key is made up and sealed
 * for each cluster that loads the extension, and the others have none.
 */
final class SodiumKey {
  private SodiumKey() {}

  static Optional<String> of(PgInstance instance, boolean demo) {
    return instance
        .parameters()
        .bootstrap()
        .pgsodiumKey()
        .map(Secret::raw)
        .or(() -> demo ? Optional.of(digest(instance.cluster())) : Optional.empty());
  }

  private static String digest(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
