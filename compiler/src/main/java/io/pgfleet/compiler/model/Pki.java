package io.pgfleet.compiler.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The certificates recorded for an environment.
 *
 * @param authorities every certificate that clients trust, as PEM, each once; there is more than
 *     one while the authority is exchanged, or when it is not its own root
 */
public record Pki(List<String> authorities, SortedMap<String, Certificate> certificates) {
  public Pki {
    authorities = List.copyOf(authorities);
    certificates = Collections.unmodifiableSortedMap(new TreeMap<>(certificates));
  }

  /** One authority that is its own root. */
  public Pki(String authority, SortedMap<String, Certificate> certificates) {
    this(List.of(authority), certificates);
  }

  /** No certificate yet: the state before they are issued or read. */
  public static Pki none() {
    return new Pki("", new TreeMap<>(Map.of()));
  }

  /** Every certificate that clients trust, as one text. */
  public String caPem() {
    return String.join("", authorities);
  }

  /**
   * The certificate with that name.
   *
   * @throws IllegalStateException when it was never requested, which is a bug of the caller
   */
  public Certificate certificate(String name) {
    Certificate found = certificates.get(name);
    if (found == null) {
      throw new IllegalStateException("no certificate was requested for " + name);
    }
    return found;
  }
}
