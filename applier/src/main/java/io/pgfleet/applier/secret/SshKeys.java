package io.pgfleet.applier.secret;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * How age wraps a file's key for an {@code ssh-ed25519} key.
 *
 * <p>The key is used on Curve25519; a tweak made of the SSH public key ties what is agreed upon to
 * that key. A recipient is found by a tag: the first four bytes of the public key's SHA-256.
 */
final class SshKeys {
  static final String TYPE = "ssh-ed25519";

  private static final byte[] INFO =
      "age-encryption.org/v1/ssh-ed25519".getBytes(StandardCharsets.US_ASCII);
  private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final int SIZE = 32;
  private static final int TAG_BYTES = 4;

  private SshKeys() {}

  /** The tag of a public key in SSH's wire form. */
  static String tag(byte[] wire) {
    byte[] digest = digest("SHA-256", wire);
    return Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, TAG_BYTES));
  }

  /** The Curve25519 form of an Ed25519 public key: u = (1 + y) / (1 - y), RFC 7748 section 4.1. */
  static byte[] publicKey(byte[] edwards) {
    byte[] big = reversed(edwards);
    big[0] &= 0x7f;
    BigInteger y = new BigInteger(1, big);
    BigInteger below = BigInteger.ONE.subtract(y).modInverse(PRIME);
    byte[] u = BigInteger.ONE.add(y).multiply(below).mod(PRIME).toByteArray();
    byte[] sized = new byte[SIZE];
    for (int i = 0; i < Math.min(SIZE, u.length); i++) {
      sized[i] = u[u.length - 1 - i];
    }
    return sized;
  }

  /** The Curve25519 form of an Ed25519 private key: the half of its hash that it signs with. */
  static byte[] privateKey(byte[] seed) {
    return Arrays.copyOf(digest("SHA-512", seed), SIZE);
  }

  /** What both sides agree upon, tied to the SSH key. */
  static byte[] agree(byte[] privateKey, byte[] publicKey, byte[] wire)
      throws GeneralSecurityException {
    return multiply(derive(new byte[0], wire), multiply(privateKey, publicKey));
  }

  private static byte[] multiply(byte[] scalar, byte[] point) throws GeneralSecurityException {
    byte[] result = new byte[SIZE];
    if (!X25519.calculateAgreement(scalar, 0, point, 0, result, 0)) {
      throw new GeneralSecurityException("the ephemeral key is degenerate");
    }
    return result;
  }

  /** The key that a file has, wrapped for this recipient. */
  static byte[] unwrap(byte[] agreed, byte[] share, byte[] recipient, byte[] wrapped)
      throws GeneralSecurityException {
    byte[] salt = Arrays.copyOf(share, 2 * SIZE);
    System.arraycopy(recipient, 0, salt, SIZE, SIZE);
    Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
    // a key is used once, hence a nonce of zeros
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(derive(agreed, salt), "ChaCha20"),
        new IvParameterSpec(new byte[12]));
    return cipher.doFinal(wrapped);
  }

  private static byte[] derive(byte[] key, byte[] salt) {
    HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
    generator.init(new HKDFParameters(key, salt, INFO));
    byte[] derived = new byte[SIZE];
    generator.generateBytes(derived, 0, SIZE);
    return derived;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + algorithm, e);
    }
  }
}
