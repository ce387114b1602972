package io.pgfleet.compiler.keys;

import io.pgfleet.compiler.model.Secret;
import io.pgfleet.compiler.secret.DemoSecrets;
import java.util.Optional;

/** Private keys among the plain secrets of a demo. */
final class DemoKeys implements KeyStore {
  private final DemoSecrets secrets;

  DemoKeys(DemoSecrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public boolean holds(String name) {
    return secrets.value(name).isPresent();
  }

  @Override
  public Optional<String> pem(String name) {
    return secrets.value(name);
  }

  @Override
  public void set(String name, String pem) {
    secrets.set(name, pem);
  }

  @Override
  public void remove(String name) {
    secrets.remove(name);
  }

  @Override
  public Secret reference(String name) {
    return secrets.reference(name);
  }

  @Override
  public void save() {
    secrets.save();
  }
}
