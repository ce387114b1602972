package io.pgfleet.compiler;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a certificate says, apart from its key, number and day. */
record Certified(String subject, String issuer, List<String> names, Duration validity) {

  static Certified of(String pem) {
    try {
      X509Certificate one =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
      Collection<List<?>> names =
          Optional.ofNullable(one.getSubjectAlternativeNames()).orElse(List.of());
      return new Certified(
          one.getSubjectX500Principal().getName(),
          one.getIssuerX500Principal().getName(),
          names.stream().map(List::toString).sorted().toList(),
          Duration.between(one.getNotBefore().toInstant(), one.getNotAfter().toInstant()));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("no certificate: " + pem, e);
    }
  }
}
