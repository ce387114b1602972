package io.pgfleet.compiler.pki;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.naming.ldap.Rdn;

/**
 * A certificate that the fleet needs.
 *
 * @param name such as {@code etcd/etcd-1}
 * @param commonName empty for a subject without one
 * @param dnsNames names it is valid for
 * @param addresses IPv4 addresses it is valid for
 * @param server whether it serves; each may be shown by a client
 * @param life how long it is valid
 * @param hosts where it is placed
 */
record Wanted(
    String name,
    String commonName,
    SortedSet<String> dnsNames,
    SortedSet<String> addresses,
    boolean server,
    Duration life,
    List<String> hosts) {

  Wanted {
    dnsNames = Collections.unmodifiableSortedSet(new TreeSet<>(dnsNames));
    addresses = Collections.unmodifiableSortedSet(new TreeSet<>(addresses));
    hosts = List.copyOf(hosts);
  }

  /** A person's certificate: its common name is the account that it opens. */
  static Wanted person(String account, Duration life) {
    SortedSet<String> none = new TreeSet<>();
    String name = CertificateFolder.PEOPLE + account;
    return new Wanted(name, account, none, none, false, life, List.of());
  }

  /** The subject as RFC 2253 writes it. */
  String subject() {
    return commonName.isEmpty() ? "O=pgfleet" : "CN=" + Rdn.escapeValue(commonName) + ",O=pgfleet";
  }
}
