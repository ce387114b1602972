package io.pgfleet.compiler;

import io.pgfleet.compiler.model.Secret;
import java.util.Optional;

/** The keys of an environment whose secrets are not sealed yet: none. */
final class NoKeys implements KeyStore {

  @Override
  public boolean holds(String name) {
    return false;
  }

  @Override
  public Optional<String> pem(String name) {
    return Optional.empty();
  }

  @Override
  public void set(String name, String pem) {
    throw new IllegalStateException("there is no store for " + name);
  }

  @Override
  public void remove(String name) {
    // there is nothing to remove
  }

  @Override
  public Secret reference(String name) {
    throw new IllegalStateException("there is no key " + name);
  }

  @Override
  public void save() {
    // nothing was set
  }
}
