package io.pgfleet.applier.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** Password hashes other than SCRAM. */
final class Hashes {
  /** bcrypt looks at no more of a password. */
  static final int BCRYPT_BYTES = 72;

  private static final int BCRYPT_COST = 8;
  private static final int BCRYPT_SALT_BYTES = 16;

  private Hashes() {}

  /** The md5 form of a server's password table: the user name is the salt. */
  static String md5(String password, String user) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      byte[] digest = md5.digest((password + user).getBytes(StandardCharsets.UTF_8));
      return "md5" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no MD5", e);
    }
  }

  /** A bcrypt hash ({@code $2y$}), which a web server's password file takes. */
  static String bcrypt(String password, byte[] salt) {
    byte[] sized = Arrays.copyOf(salt, BCRYPT_SALT_BYTES);
    return OpenBSDBCrypt.generate(
        "2y", password.getBytes(StandardCharsets.UTF_8), sized, BCRYPT_COST);
  }
}
