package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.diagnostic.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Names of findings that stay when lines move: of code, file and message, and a number for those
 * that have all three in common.
 */
final class Fingerprints {
  private final Map<String, Integer> seen = new HashMap<>();

  String next(Diagnostic one) {
    String text = one.code() + "\n" + one.origin().file() + "\n" + one.message();
    int number = seen.merge(text, 1, Integer::sum);
    return HexFormat.of().formatHex(digest(text + "\n" + number)).substring(0, 40);
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
