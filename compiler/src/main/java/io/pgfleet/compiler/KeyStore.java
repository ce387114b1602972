package io.pgfleet.compiler;

import io.pgfleet.compiler.pki.PrivateKeys;

/** Private keys of certificates among the secrets of an environment. */
public interface KeyStore extends PrivateKeys {

  /** Writes what was set; certificates are written after this. */
  void save();
}
