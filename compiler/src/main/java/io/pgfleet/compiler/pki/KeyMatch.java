package io.pgfleet.compiler.pki;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;

/** Whether a private key is the one of a certificate. */
final class KeyMatch {
  private static final int NUMBERS = 64;
  private static final byte[] PROBE = {1, 2, 3};

  private KeyMatch() {}

  /**
   * The encodings of RSA keys, and of the EC keys that this program and openssl write, carry the
   * public numbers as they are, so most pairs need no arithmetic; others sign and verify.
   */
  static boolean matches(X509Certificate certificate, String keyPem) {
    PublicKey key = certificate.getPublicKey();
    byte[] publicKey = key.getEncoded();
    Optional<byte[]> der = Pem.read(Pem.PRIVATE_KEY, keyPem);
    if (der.isEmpty()) {
      return false;
    }
    boolean rsa = key.getAlgorithm().equals("RSA");
    int from = rsa ? NUMBERS : Math.max(0, publicKey.length - NUMBERS);
    byte[] numbers = Arrays.copyOfRange(publicKey, from, from + NUMBERS);
    return contains(der.get(), numbers) || verifies(key, der.get());
  }

  private static boolean verifies(PublicKey key, byte[] der) {
    try {
      PrivateKey own =
          KeyFactory.getInstance(key.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(der));
      Signature signature = Signature.getInstance(algorithm(key));
      signature.initSign(own);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(key);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String algorithm(PublicKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }

  static boolean contains(byte[] whole, byte[] part) {
    for (int start = 0; start + part.length <= whole.length; start++) {
      if (Arrays.equals(whole, start, start + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }
}
