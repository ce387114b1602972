package io.pgfleet.applier.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The SCRAM-SHA-256 verifier of a password (RFC 5803, RFC 7677), in the form a server stores:
 * {@code SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey>}.
 */
final class ScramVerifier {
  /** What RFC 7677 asks for at least. */
  private static final int ITERATIONS = 4096;

  private static final Pattern READY =
      Pattern.compile(
          "SCRAM-SHA-256\\$[0-9]+:[A-Za-z0-9+/=]+\\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+|md5[0-9a-f]{32}");

  private ScramVerifier() {}

  /** A value that is a verifier, or an md5 hash of a server, already is what it is. */
  static String of(String password, byte[] salt) {
    return READY.matcher(password).matches() ? password : computed(password, salt);
  }

  private static String computed(String password, byte[] salt) {
    try {
      byte[] salted = salted(SaslPrep.prepare(password).getBytes(StandardCharsets.UTF_8), salt);
      byte[] clientKey = hmac(salted, "Client Key");
      byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
      byte[] serverKey = hmac(salted, "Server Key");
      return "SCRAM-SHA-256$"
          + ITERATIONS
          + ":"
          + base64(salt)
          + "$"
          + base64(storedKey)
          + ":"
          + base64(serverKey);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /** PBKDF2 with one block; the JDK's own takes characters, not bytes. */
  private static byte[] salted(byte[] password, byte[] salt) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    // an empty key is refused by the JDK; HMAC pads with zeros, so one zero is the same key
    mac.init(new SecretKeySpec(password.length == 0 ? new byte[1] : password, "HmacSHA256"));
    mac.update(salt);
    byte[] block = mac.doFinal(new byte[] {0, 0, 0, 1});
    byte[] result = block.clone();
    for (int i = 1; i < ITERATIONS; i++) {
      block = mac.doFinal(block);
      for (int j = 0; j < result.length; j++) {
        result[j] ^= block[j];
      }
    }
    return result;
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
