package io.pgfleet.compiler.pki;

import io.pgfleet.compiler.model.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keys in memory; some may be sealed: known, and not to be read. */
final class KeysInMemory implements PrivateKeys {
  final Map<String, String> keys = new TreeMap<>();
  boolean sealed;

  @Override
  public boolean holds(String name) {
    return keys.containsKey(name);
  }

  @Override
  public Optional<String> pem(String name) {
    return sealed ? Optional.empty() : Optional.ofNullable(keys.get(name));
  }

  @Override
  public void set(String name, String pem) {
    keys.put(name, pem);
  }

  @Override
  public void remove(String name) {
    keys.remove(name);
  }

  @Override
  public Secret reference(String name) {
    return new Secret(name, "00000000", false);
  }
}
