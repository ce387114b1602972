package io.pgfleet.applier.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
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

  /** Bytes that SHA-256 takes at once. */
  private static final int BLOCK = 64;

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
      byte[] storedKey = sha256().digest(clientKey);
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

  /**
   * PBKDF2 with one block; the JDK's own takes characters, not bytes, and computes the key's two
   * pads anew in each of thousands of rounds.
   */
  private static byte[] salted(byte[] password, byte[] salt) throws GeneralSecurityException {
    byte[] key = password.length > BLOCK ? sha256().digest(password) : password;
    MessageDigest inner = padded(key, (byte) 0x36);
    MessageDigest outer = padded(key, (byte) 0x5c);
    byte[] first = Arrays.copyOf(salt, salt.length + Integer.BYTES);
    first[first.length - 1] = 1;
    byte[] block = hmac(inner, outer, first);
    byte[] result = block.clone();
    for (int i = 1; i < ITERATIONS; i++) {
      block = hmac(inner, outer, block);
      for (int j = 0; j < result.length; j++) {
        result[j] ^= block[j];
      }
    }
    return result;
  }

  private static MessageDigest padded(byte[] key, byte pad) throws GeneralSecurityException {
    byte[] block = Arrays.copyOf(key, BLOCK);
    for (int i = 0; i < BLOCK; i++) {
      block[i] ^= pad;
    }
    MessageDigest digest = sha256();
    digest.update(block);
    return digest;
  }

  private static byte[] hmac(MessageDigest inner, MessageDigest outer, byte[] message)
      throws GeneralSecurityException {
    try {
      byte[] inside = ((MessageDigest) inner.clone()).digest(message);
      return ((MessageDigest) outer.clone()).digest(inside);
    } catch (CloneNotSupportedException impossible) {
      throw new GeneralSecurityException(impossible);
    }
  }

  private static MessageDigest sha256() throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256");
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
