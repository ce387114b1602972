package io.pgfleet.compiler.pki;

import java.io.IOException;
import java.io.StringReader;
import java.security.Provider;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/**
 * A private key that was made elsewhere, in any PEM form that openssl writes: PKCS#8 and the older
 * forms of RSA and EC keys, each with a passphrase or without.
 */
final class ForeignKey {
  private final Provider provider = new BouncyCastleProvider();
  private final char[] passphrase;

  /** It can't be read; the message says why and holds nothing of the key. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
      super(message);
    }
  }

  /**
   * @param passphrase empty when the key needs none
   */
  ForeignKey(char[] passphrase) {
    this.passphrase = passphrase.clone();
  }

  /** The key as unencrypted PKCS#8. */
  String pkcs8(String text) throws UnreadableException {
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      for (Object one = parser.readObject(); one != null; one = parser.readObject()) {
        Optional<PrivateKeyInfo> key = key(one);
        if (key.isPresent()) {
          return Pem.of(Pem.PRIVATE_KEY, key.get().getEncoded());
        }
      }
    } catch (IOException | PKCSException | OperatorCreationException e) {
      throw new UnreadableException(
          passphrase.length == 0
              ? "the private key can't be read"
              : "the private key can't be opened with this passphrase");
    }
    throw new UnreadableException("the file holds no private key in PEM form");
  }

  private Optional<PrivateKeyInfo> key(Object one)
      throws IOException, PKCSException, OperatorCreationException, UnreadableException {
    if (one instanceof PrivateKeyInfo plain) {
      return Optional.of(plain);
    }
    if (one instanceof PEMKeyPair pair) {
      return Optional.of(pair.getPrivateKeyInfo());
    }
    if (one instanceof PKCS8EncryptedPrivateKeyInfo sealed) {
      needPassphrase();
      return Optional.of(
          sealed.decryptPrivateKeyInfo(
              new JceOpenSSLPKCS8DecryptorProviderBuilder()
                  .setProvider(provider)
                  .build(passphrase)));
    }
    if (one instanceof PEMEncryptedKeyPair sealed) {
      needPassphrase();
      return Optional.of(
          sealed
              .decryptKeyPair(
                  new JcePEMDecryptorProviderBuilder().setProvider(provider).build(passphrase))
              .getPrivateKeyInfo());
    }
    return Optional.empty();
  }

  private void needPassphrase() throws UnreadableException {
    if (passphrase.length == 0) {
      throw new UnreadableException("the private key is encrypted and no passphrase was given");
    }
  }
}
