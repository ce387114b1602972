package io.pgfleet.compiler.keys;

import io.pgfleet.compiler.model.Secret;
import io.pgfleet.compiler.secret.SealedSecrets;
import java.util.Optional;

/** Private keys among sealed secrets, as everybody knows of them: none is opened. */
final class KnownKeys implements KeyStore {
  private final SealedSecrets secrets;

  KnownKeys(SealedSecrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public boolean holds(String name) {
    return secrets.reference(name).isPresent();
  }

  @Override
  public Optional<String> pem(String name) {
    return Optional.empty();
  }

  @Override
  public void set(String name, String pem) {
    throw new IllegalStateException(name + " is set without the sealed secrets being open");
  }

  @Override
  public void remove(String name) {
    throw new IllegalStateException(name + " is removed without the sealed secrets being open");
  }

  @Override
  public Secret reference(String name) {
    return secrets.reference(name).orElseThrow();
  }

  @Override
  public void save() {
    // nothing can have been set
  }
}
