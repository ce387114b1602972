package io.pgfleet.compiler.secret;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Where revisions, salts and invented passwords come from. */
final class Randomness {
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final String MIXED = LOWER + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int REVISION_LENGTH = 8;
  private static final int PASSWORD_LENGTH = 24;
  private static final int KEY_BYTES = 32;
  private static final int SALT_BYTES = 16;

  private final SecureRandom random;

  Randomness(SecureRandom random) {
    this.random = random;
  }

  String revision() {
    return text(LOWER, REVISION_LENGTH);
  }

  /** A password of 142 bits. */
  String password() {
    return text(MIXED, PASSWORD_LENGTH);
  }

  /** A key of 256 bits, as 64 hexadecimal digits. */
  String key() {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return HexFormat.of().formatHex(key);
  }

  String salt() {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return Base64.getEncoder().encodeToString(salt);
  }

  private String text(String alphabet, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
