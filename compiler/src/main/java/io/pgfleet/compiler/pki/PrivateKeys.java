package io.pgfleet.compiler.pki;

import io.pgfleet.compiler.model.Secret;
import java.util.Optional;

/**
 * Where private keys are kept; they are secrets named {@code pki/….key}.
 *
 * <p>Whether a key is there can be seen without reading it: compile reads no sealed value.
 */
public interface PrivateKeys {

  /** Whether a key is kept under that name. */
  boolean holds(String name);

  /** The key as PEM, PKCS#8; empty when there is none or it can't be read here. */
  Optional<String> pem(String name);

  /** Stores a key. */
  void set(String name, String pem);

  /** Forgets a key; nothing happens when there is none. */
  void remove(String name);

  /** The reference to a stored key. */
  Secret reference(String name);
}
