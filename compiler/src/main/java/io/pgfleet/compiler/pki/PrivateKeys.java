package io.pgfleet.compiler.pki;

import io.pgfleet.compiler.model.Secret;
import java.util.Optional;

/** Where private keys are kept; they are secrets named {@code pki/….key}. */
public interface PrivateKeys {

  /** The key as PEM, PKCS#8; empty when there is none. */
  Optional<String> pem(String name);

  /** Stores a key. */
  void set(String name, String pem);

  /** The reference to a stored key. */
  Secret reference(String name);
}
