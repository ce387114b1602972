package io.pgfleet.compiler.render;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.text.SimpleDateFormat;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.Stream;

/**
 * Until when the certificates of a file are of use.
 *
 * <p>A chain breaks with its first link. A file of authorities, as clients trust them, is of use as
 * long as one of them is: while authorities are exchanged, the old one may well be over.
 */
final class Expiry {
  private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";

  private Expiry() {}

  /** An instant as ISO 8601 writes it; empty when the text holds no certificate. */
  static Optional<String> of(String text) {
    return text.startsWith(CERTIFICATE) ? read(text) : Optional.empty();
  }

  private static Optional<String> read(String text) {
    List<X509Certificate> all = certificates(text);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Stream<Date> ends = all.stream().map(X509Certificate::getNotAfter);
    boolean authorities = all.get(0).getBasicConstraints() >= 0;
    Optional<Date> end = authorities ? ends.max(Date::compareTo) : ends.min(Date::compareTo);
    return end.map(Expiry::text);
  }

  /** What is no certificate, such as a stand-in, has no end. */
  private static List<X509Certificate> certificates(String text) {
    List<X509Certificate> all = new ArrayList<>();
    try {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(bytes))
          .forEach(one -> all.add((X509Certificate) one));
    } catch (CertificateException e) {
      all.clear();
    }
    return all;
  }

  private static String text(Date date) {
    SimpleDateFormat format = new SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT);
    format.setTimeZone(TimeZone.getTimeZone("UTC"));
    return format.format(date);
  }
}
