package io.pgfleet.compiler.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The certificates recorded for an environment. */
public record Pki(String caPem, SortedMap<String, Certificate> certificates) {
  public Pki {
    certificates = Collections.unmodifiableSortedMap(new TreeMap<>(certificates));
  }

  /** No certificate yet: the state before they are issued or read. */
  public static Pki none() {
    return new Pki("", new TreeMap<>(Map.of()));
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
