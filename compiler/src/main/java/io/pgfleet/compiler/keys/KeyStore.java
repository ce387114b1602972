package io.pgfleet.compiler.keys;

import io.pgfleet.compiler.pki.PrivateKeys;
import io.pgfleet.compiler.secret.DemoSecrets;
import io.pgfleet.compiler.secret.SealedBook;
import io.pgfleet.compiler.secret.SealedSecrets;

/** Private keys of certificates among the secrets of an environment. */
public interface KeyStore extends PrivateKeys {

  /** Keys among the plain secrets of a demo. */
  static KeyStore demo(DemoSecrets secrets) {
    return new DemoKeys(secrets);
  }

  /** Keys among sealed secrets that were opened. */
  static KeyStore opened(SealedBook book) {
    return new SealedKeys(book);
  }

  /** Keys among sealed secrets, as everybody knows of them: none is opened, none can be set. */
  static KeyStore known(SealedSecrets secrets) {
    return new KnownKeys(secrets);
  }

  /** Writes what was set; certificates are written after this. */
  void save();
}
