package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The master key of pgsodium, 64 hexadecimal digits.
 *
 * <p>Source: without a {@code pgsodium_key} the reference takes the digest of the cluster's name,
 * and what its users have encrypted can be read with that only. It is no secret: who encrypts
 * anything sets the parameter.
 */
final class SodiumKey {
  private SodiumKey() {}

  static String of(PgInstance instance) {
    return instance
        .parameters()
        .bootstrap()
        .pgsodiumKey()
        .map(Secret::raw)
        .orElseGet(() -> digest(instance.cluster()));
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
