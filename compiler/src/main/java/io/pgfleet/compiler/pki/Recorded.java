package io.pgfleet.compiler.pki;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate as it was recorded. It is read by the JDK alone: a compile that issues nothing
 * loads no library for it.
 */
record Recorded(String pem, X509Certificate certificate) {
  private static final String SUBJECT_KEY_ID = "2.5.29.14";
  private static final String AUTHORITY_KEY_ID = "2.5.29.35";
  private static final int KEY_ID_BYTES = 20;
  private static final int DNS = 2;
  private static final int ADDRESS = 7;

  /** Empty when the text is no certificate. */
  static Optional<Recorded> read(String pem) {
    return Pem.read(Pem.CERTIFICATE, pem).flatMap(der -> parse(pem, der));
  }

  private static Optional<Recorded> parse(String pem, byte[] der) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      ByteArrayInputStream input = new ByteArrayInputStream(der);
      return Optional.of(new Recorded(pem, (X509Certificate) factory.generateCertificate(input)));
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }

  /** Why it can't stand for what is wanted; empty when it can. */
  Optional<String> mismatch(Wanted wanted, Recorded authority, String keyPem) {
    if (!issuedBy(authority)) {
      return Optional.of("was issued by another authority");
    }
    if (!belongsTo(keyPem)) {
      return Optional.of("does not belong to its private key");
    }
    if (!certificate.getSubjectX500Principal().equals(new X500Principal(wanted.subject()))) {
      return Optional.of("has another subject");
    }
    SortedSet<String> lacking = lacking(wanted);
    if (!lacking.isEmpty()) {
      return Optional.of("is not valid for " + String.join(", ", lacking));
    }
    return serves() == wanted.server() ? Optional.empty() : Optional.of("has another use");
  }

  /**
   * Names that it should cover and doesn't. More than that is no reason to exchange it: a name that
   * goes away would have services started again.
   */
  SortedSet<String> lacking(Wanted wanted) {
    SortedSet<String> lacking = new TreeSet<>(wanted.dnsNames());
    lacking.removeAll(names(DNS));
    SortedSet<String> addresses = new TreeSet<>(wanted.addresses());
    addresses.removeAll(names(ADDRESS));
    lacking.addAll(addresses);
    return lacking;
  }

  private boolean issuedBy(Recorded authority) {
    byte[] issuer = certificate.getIssuerX500Principal().getEncoded();
    byte[] subject = authority.certificate.getSubjectX500Principal().getEncoded();
    byte[] keyId = certificate.getExtensionValue(AUTHORITY_KEY_ID);
    return Arrays.equals(issuer, subject)
        && keyId != null
        && authority.keyId().filter(id -> contains(keyId, id)).isPresent();
  }

  /** The identifier of its key; an authority without one can't be followed. */
  Optional<byte[]> keyId() {
    byte[] value = certificate.getExtensionValue(SUBJECT_KEY_ID);
    if (value == null || value.length < KEY_ID_BYTES) {
      return Optional.empty();
    }
    return Optional.of(Arrays.copyOfRange(value, value.length - KEY_ID_BYTES, value.length));
  }

  /**
   * Whether the private key holds this public key: the encodings of both RSA and EC keys carry the
   * public numbers as they are, so no arithmetic is needed.
   */
  boolean belongsTo(String keyPem) {
    byte[] publicKey = certificate.getPublicKey().getEncoded();
    byte[] numbers = Arrays.copyOfRange(publicKey, publicKey.length - 64, publicKey.length);
    if (certificate.getPublicKey().getAlgorithm().equals("RSA")) {
      numbers = Arrays.copyOfRange(publicKey, 64, 128);
    }
    byte[] sought = numbers;
    return Pem.read(Pem.PRIVATE_KEY, keyPem).filter(key -> contains(key, sought)).isPresent();
  }

  private SortedSet<String> names(int kind) {
    SortedSet<String> names = new TreeSet<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      for (List<?> name : all == null ? new ArrayList<List<?>>() : all) {
        if (name.get(0).equals(kind)) {
          names.add(name.get(1).toString());
        }
      }
    } catch (CertificateParsingException e) {
      names.add("(unreadable)");
    }
    return names;
  }

  private boolean serves() {
    try {
      List<String> uses = certificate.getExtendedKeyUsage();
      return uses != null && uses.contains("1.3.6.1.5.5.7.3.1");
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  private static boolean contains(byte[] whole, byte[] part) {
    for (int start = 0; start + part.length <= whole.length; start++) {
      if (Arrays.equals(whole, start, start + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }
}
