package io.pgfleet.compiler.pki;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * A certificate as it was recorded. It is read by the JDK alone: a compile that issues nothing
 * loads no library for it.
 *
 * @param pem the whole text
 * @param chain the certificate first, then those of the authorities above it that came along
 */
record Recorded(String pem, List<X509Certificate> chain) {
  private static final String SUBJECT_KEY_ID = "2.5.29.14";
  private static final String AUTHORITY_KEY_ID = "2.5.29.35";
  private static final String SERVER_USE = "1.3.6.1.5.5.7.3.1";
  private static final int OCTET_HEADERS = 4;
  private static final int DNS = 2;
  private static final int ADDRESS = 7;

  Recorded {
    chain = List.copyOf(chain);
  }

  /** Empty when the text is no certificate. */
  static Optional<Recorded> read(String pem) {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (byte[] der : Pem.all(Pem.CERTIFICATE, pem)) {
        chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
      }
    } catch (CertificateException e) {
      return Optional.empty();
    }
    return chain.isEmpty() ? Optional.empty() : Optional.of(new Recorded(pem, chain));
  }

  X509Certificate certificate() {
    return chain.get(0);
  }

  Instant notBefore() {
    return certificate().getNotBefore().toInstant();
  }

  /** The end of the certificate, or of an authority above it that ends first. */
  Instant notAfter() {
    return chain.stream()
        .map(one -> one.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }

  boolean isAuthority() {
    return certificate().getBasicConstraints() >= 0;
  }

  /** Those that it needs to be shown with, as PEM: all but itself and the root. */
  String intermediates() {
    StringBuilder text = new StringBuilder();
    chain.stream().filter(one -> !selfSigned(one)).forEach(one -> text.append(pem(one)));
    return text.toString();
  }

  private static boolean selfSigned(X509Certificate one) {
    return one.getSubjectX500Principal().equals(one.getIssuerX500Principal());
  }

  /** Each certificate as PEM text of its own. */
  List<String> parts() {
    return chain.stream().map(Recorded::pem).toList();
  }

  private static String pem(X509Certificate one) {
    try {
      return Pem.of(Pem.CERTIFICATE, one.getEncoded());
    } catch (CertificateException e) {
      throw new IllegalStateException("a certificate that was read can't be written", e);
    }
  }

  /** Whether it names that authority as its issuer, by name and by key; cheap, and no proof. */
  boolean issuedBy(Recorded authority) {
    byte[] issuer = certificate().getIssuerX500Principal().getEncoded();
    byte[] subject = authority.certificate().getSubjectX500Principal().getEncoded();
    byte[] named = certificate().getExtensionValue(AUTHORITY_KEY_ID);
    Optional<byte[]> id = authority.keyId();
    boolean sameKey =
        id.isPresent() ? named != null && KeyMatch.contains(named, id.get()) : named == null;
    return Arrays.equals(issuer, subject) && sameKey;
  }

  /** Whether that authority's key signed it. */
  boolean signedBy(Recorded authority) {
    try {
      certificate().verify(authority.certificate().getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /**
   * The identifier of its key, of whatever length; some authorities have none. The value is an
   * octet string inside another one (RFC 5280 section 4.2.1.2), both shorter than 128 bytes.
   */
  Optional<byte[]> keyId() {
    byte[] value = certificate().getExtensionValue(SUBJECT_KEY_ID);
    if (value == null
        || value.length <= OCTET_HEADERS
        || value[3] != value.length - OCTET_HEADERS) {
      return Optional.empty();
    }
    return Optional.of(Arrays.copyOfRange(value, OCTET_HEADERS, value.length));
  }

  /** The common name; empty when its subject has none. */
  String commonName() {
    try {
      LdapName subject = new LdapName(certificate().getSubjectX500Principal().getName());
      Iterator<Rdn> names =
          subject.getRdns().stream().filter(one -> one.getType().equalsIgnoreCase("CN")).iterator();
      return names.hasNext() ? names.next().getValue().toString() : "";
    } catch (InvalidNameException e) {
      return "";
    }
  }

  /** Names that it should cover and doesn't. */
  SortedSet<String> lacking(Wanted wanted) {
    SortedSet<String> lacking = new TreeSet<>(wanted.dnsNames());
    lacking.removeAll(names(DNS));
    SortedSet<String> addresses = new TreeSet<>(wanted.addresses());
    addresses.removeAll(names(ADDRESS));
    lacking.addAll(addresses);
    return lacking;
  }

  /** Every name and address that it is valid for. */
  SortedSet<String> names() {
    SortedSet<String> names = names(DNS);
    names.addAll(names(ADDRESS));
    return names;
  }

  private SortedSet<String> names(int kind) {
    SortedSet<String> names = new TreeSet<>();
    try {
      Collection<List<?>> all = certificate().getSubjectAlternativeNames();
      for (List<?> name : all == null ? new ArrayList<List<?>>() : all) {
        if (name.get(0).equals(kind)) {
          names.add(name.get(1).toString());
        }
      }
    } catch (CertificateParsingException e) {
      names.clear();
    }
    return names;
  }

  boolean serves() {
    try {
      List<String> uses = certificate().getExtendedKeyUsage();
      return uses != null && uses.contains(SERVER_USE);
    } catch (CertificateParsingException e) {
      return false;
    }
  }
}
