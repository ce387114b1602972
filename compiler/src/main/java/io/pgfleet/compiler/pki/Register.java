package io.pgfleet.compiler.pki;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The certificates of an environment and their keys, as they are and as they shall be.
 *
 * <p>Changes of certificates reach the disk in {@link #save}; keys have to be saved before, so that
 * no moment knows a certificate without its key.
 */
final class Register {
  private final CertificateFolder folder;
  private final PrivateKeys keys;
  private final Map<String, Optional<String>> changes = new TreeMap<>();
  private final Map<String, Optional<Recorded>> read = new TreeMap<>();

  Register(CertificateFolder folder, PrivateKeys keys) {
    this.folder = folder;
    this.keys = keys;
  }

  /** The name of the secret that is a certificate's key. */
  static String key(String name) {
    return "pki/" + name + ".key";
  }

  /** The certificate; empty when there is none or the file holds something else. */
  Optional<Recorded> get(String name) {
    if (changes.containsKey(name)) {
      return changes.get(name).flatMap(Recorded::read);
    }
    return read.computeIfAbsent(name, one -> folder.read(one).flatMap(Recorded::read));
  }

  /** Names of all certificates, sorted. */
  List<String> names() {
    TreeSet<String> names = new TreeSet<>(folder.names());
    changes.forEach(
        (name, pem) -> {
          if (pem.isPresent()) {
            names.add(name);
          } else {
            names.remove(name);
          }
        });
    return List.copyOf(names);
  }

  PrivateKeys keys() {
    return keys;
  }

  /** The key as PEM, where it can be read. */
  Optional<String> keyOf(String name) {
    return keys.pem(key(name));
  }

  /** Records a certificate and its key. */
  void put(String name, Authority.Issued one) {
    keys.set(key(name), one.keyPem());
    put(name, one.certificatePem());
  }

  /** Records a certificate whose key is kept already, or by somebody else. */
  void put(String name, String pem) {
    changes.put(name, Optional.of(pem));
  }

  /** Forgets a certificate and its key. */
  void remove(String name) {
    keys.remove(key(name));
    changes.put(name, Optional.empty());
  }

  /** Names of certificates that are written or deleted by {@link #save}. */
  List<String> changed() {
    return List.copyOf(changes.keySet());
  }

  /** The old authority comes first and deletions last: what was trusted is so at any moment. */
  void save() {
    Optional<String> old = changes.getOrDefault(Authorities.OLD, Optional.empty());
    old.ifPresent(text -> folder.write(Authorities.OLD, text));
    changes.forEach((name, pem) -> pem.ifPresent(text -> folder.write(name, text)));
    changes.forEach(
        (name, pem) -> {
          if (pem.isEmpty()) {
            folder.delete(name);
          }
        });
    changes.clear();
    read.clear();
  }
}
