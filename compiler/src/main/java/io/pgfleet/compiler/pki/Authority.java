package io.pgfleet.compiler.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues certificates; keys are EC P-256. */
final class Authority {
  private static final int AUTHORITY_DAYS = 36500;

  /** Clocks of nodes may be a little behind. */
  private static final Duration GRACE = Duration.ofHours(1);

  private final Provider provider = new BouncyCastleProvider();
  private final SecureRandom random;
  private final Clock clock;

  /** A new certificate and its private key. */
  record Issued(String certificatePem, String keyPem) {}

  Authority(SecureRandom random, Clock clock) {
    this.random = random;
    this.clock = clock;
  }

  /** A self-signed authority. */
  Issued root(String commonName) {
    try {
      KeyPair pair = pair();
      X500Principal name = new X500Principal("CN=" + commonName + ",OU=ca,O=pgfleet");
      Instant start = start();
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name, serial(), Date.from(start), end(start, AUTHORITY_DAYS), name, pair.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
      return issued(builder, pair, pair.getPrivate());
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("tried to make a certificate authority but failed", e);
    }
  }

  /** A certificate signed by that authority, valid no longer than the authority itself. */
  Issued leaf(Wanted wanted, Recorded authority, String authorityKeyPem) {
    try {
      KeyPair pair = pair();
      X509Certificate issuer = authority.certificate();
      Instant start = start();
      Date end = end(start, wanted.days());
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              issuer.getSubjectX500Principal(),
              serial(),
              Date.from(start),
              end.after(issuer.getNotAfter()) ? issuer.getNotAfter() : end,
              new X500Principal(wanted.subject()),
              pair.getPublic());
      extend(builder, wanted, authority, pair);
      return issued(builder, pair, privateKey(authorityKeyPem, issuer));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("tried to issue " + wanted.name() + " but failed", e);
    }
  }

  private static void extend(
      X509v3CertificateBuilder builder, Wanted wanted, Recorded authority, KeyPair pair)
      throws GeneralSecurityException, IOException {
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    KeyPurposeId[] uses =
        wanted.server()
            ? new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}
            : new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth};
    builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(uses));
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
    Optional<byte[]> keyId = authority.keyId();
    if (keyId.isPresent()) {
      builder.addExtension(
          Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(keyId.get()));
    }
    List<GeneralName> names = new ArrayList<>();
    wanted.dnsNames().forEach(name -> names.add(new GeneralName(GeneralName.dNSName, name)));
    wanted.addresses().forEach(ip -> names.add(new GeneralName(GeneralName.iPAddress, ip)));
    if (!names.isEmpty()) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(names.toArray(new GeneralName[0])));
    }
  }

  private KeyPair pair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private PrivateKey privateKey(String pem, X509Certificate issuer)
      throws GeneralSecurityException {
    byte[] der =
        Pem.read(Pem.PRIVATE_KEY, pem)
            .orElseThrow(() -> new GeneralSecurityException("the authority's key is not PKCS#8"));
    return KeyFactory.getInstance(issuer.getPublicKey().getAlgorithm(), provider)
        .generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  private Issued issued(X509v3CertificateBuilder builder, KeyPair pair, PrivateKey signer)
      throws OperatorCreationException, IOException {
    String algorithm = signer.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    byte[] certificate =
        builder
            .build(
                new JcaContentSignerBuilder(algorithm)
                    .setProvider(provider)
                    .setSecureRandom(random)
                    .build(signer))
            .getEncoded();
    return new Issued(
        Pem.of(Pem.CERTIFICATE, certificate),
        Pem.of(Pem.PRIVATE_KEY, pair.getPrivate().getEncoded()));
  }

  private BigInteger serial() {
    return new BigInteger(127, random).setBit(126);
  }

  private Instant start() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).minus(GRACE);
  }

  private static Date end(Instant start, int days) {
    return Date.from(start.plus(Duration.ofDays(days)));
  }
}
