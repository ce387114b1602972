package io.pgfleet.compiler.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.naming.ldap.Rdn;
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
import org.bouncycastle.jce.interfaces.ECKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues certificates. */
final class Authority {
  private static final Duration AUTHORITY_LIFE = Duration.ofDays(36500);

  /** Clocks of nodes may be a little behind. */
  private static final Duration GRACE = Duration.ofHours(1);

  private final Provider provider = new BouncyCastleProvider();
  private final SecureRandom random;
  private final KeyPairs keys;
  private final Clock clock;

  /** A new certificate and its private key. */
  record Issued(String certificatePem, String keyPem) {}

  Authority(SecureRandom random, Clock clock) {
    this.random = random;
    this.keys = new KeyPairs(provider, random);
    this.clock = clock;
  }

  /** A self-signed authority; it holds for a hundred years. */
  Issued root(String commonName, KeyKind kind) {
    try {
      KeyPair pair = keys.make(kind.signsOthers() ? kind : KeyKind.EC_P256);
      X500Principal name =
          new X500Principal("CN=" + Rdn.escapeValue(commonName) + ",OU=ca,O=pgfleet");
      Instant start = start();
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name, serial(), Date.from(start), end(start, AUTHORITY_LIFE), name, pair.getPublic());
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
  Issued leaf(Wanted wanted, KeyKind kind, Recorded authority, String authorityKeyPem) {
    try {
      KeyPair pair = keys.make(kind);
      X509Certificate issuer = authority.certificate();
      Instant start = start();
      Date end = end(start, wanted.life());
      Date last = Date.from(authority.notAfter());
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              issuer.getSubjectX500Principal(),
              serial(),
              Date.from(start),
              end.after(last) ? last : end,
              new X500Principal(wanted.subject()),
              pair.getPublic());
      extend(builder, wanted, authority, pair);
      PrivateKey signer = keys.read(authorityKeyPem, issuer.getPublicKey().getAlgorithm());
      return issued(builder, pair, signer);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("tried to issue " + wanted.name() + " but failed", e);
    }
  }

  private static void extend(
      X509v3CertificateBuilder builder, Wanted wanted, Recorded authority, KeyPair pair)
      throws GeneralSecurityException, IOException {
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    boolean rsa = pair.getPublic().getAlgorithm().equals("RSA");
    // older TLS sends the session's key under an RSA key; other kinds only sign
    int usage = KeyUsage.digitalSignature | (rsa ? KeyUsage.keyEncipherment : 0);
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
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

  private Issued issued(X509v3CertificateBuilder builder, KeyPair pair, PrivateKey signer)
      throws OperatorCreationException, IOException {
    byte[] certificate =
        builder
            .build(
                new JcaContentSignerBuilder(algorithm(signer))
                    .setProvider(provider)
                    .setSecureRandom(random)
                    .build(signer))
            .getEncoded();
    return new Issued(Pem.of(Pem.CERTIFICATE, certificate), KeyPairs.pem(pair.getPrivate()));
  }

  /** The digest is as strong as the key. */
  private static String algorithm(PrivateKey signer) {
    if (signer instanceof ECKey ec) {
      return ec.getParameters().getCurve().getFieldSize() > 256
          ? "SHA384withECDSA"
          : "SHA256withECDSA";
    }
    return "SHA256withRSA";
  }

  private BigInteger serial() {
    return new BigInteger(127, random).setBit(126);
  }

  private Instant start() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).minus(GRACE);
  }

  private static Date end(Instant start, Duration life) {
    return Date.from(start.plus(life).truncatedTo(ChronoUnit.SECONDS));
  }
}
