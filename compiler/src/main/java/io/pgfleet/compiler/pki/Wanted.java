package io.pgfleet.compiler.pki;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A certificate that the fleet needs.
 *
 * @param name such as {@code etcd/etcd-1}
 * @param commonName empty for a subject without one
 * @param dnsNames names it is valid for
 * @param addresses IPv4 addresses it is valid for
 * @param server whether it serves; each may be shown by a client
 * @param days how long it is valid
 */
record Wanted(
    String name,
    String commonName,
    SortedSet<String> dnsNames,
    SortedSet<String> addresses,
    boolean server,
    int days) {

  Wanted {
    dnsNames = Collections.unmodifiableSortedSet(new TreeSet<>(dnsNames));
    addresses = Collections.unmodifiableSortedSet(new TreeSet<>(addresses));
  }

  /** The subject as RFC 2253 writes it. */
  String subject() {
    return commonName.isEmpty() ? "O=pgfleet" : "CN=" + commonName + ",O=pgfleet";
  }
}
