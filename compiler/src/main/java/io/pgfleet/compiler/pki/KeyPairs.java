package io.pgfleet.compiler.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/** Makes keys, and reads and writes them as PKCS#8. */
final class KeyPairs {
  private final Provider provider;
  private final SecureRandom random;

  KeyPairs(Provider provider, SecureRandom random) {
    this.provider = provider;
    this.random = random;
  }

  KeyPair make(KeyKind kind) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.algorithm(), provider);
    switch (kind) {
      case EC_P256, EC_P384 ->
          generator.initialize(new ECGenParameterSpec("secp" + kind.bits() + "r1"), random);
      case RSA_2048, RSA_3072, RSA_4096 -> generator.initialize(kind.bits(), random);
      case ED25519 -> generator.initialize(kind.bits(), random);
    }
    return generator.generateKeyPair();
  }

  /**
   * A key as PEM. The public key, which the library adds to an Ed25519 key as RFC 5958 allows, is
   * left out: OpenSSL 3.0 reads the older form only.
   */
  static String pem(PrivateKey key) throws IOException {
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
    PrivateKeyInfo plain =
        new PrivateKeyInfo(info.getPrivateKeyAlgorithm(), info.parsePrivateKey());
    return Pem.of(Pem.PRIVATE_KEY, plain.getEncoded());
  }

  PrivateKey read(String pem, String algorithm) throws GeneralSecurityException {
    byte[] der =
        Pem.read(Pem.PRIVATE_KEY, pem)
            .orElseThrow(() -> new GeneralSecurityException("the key is not PKCS#8"));
    return KeyFactory.getInstance(algorithm, provider)
        .generatePrivate(new PKCS8EncodedKeySpec(der));
  }
}
