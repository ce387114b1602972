package io.pgfleet.compiler.pki;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The kinds of keys that certificates are made with.
 *
 * <p>Ed25519 is for services and people only, never for an authority: what it signs has no digest
 * of its own, and PostgreSQL's channel binding, which SCRAM uses on every TLS connection, needs one
 * (RFC 5929 section 4.1; {@code be_tls_get_certificate_hash} in {@code be-secure-openssl.c} gives
 * up). Browsers take no Ed25519 certificates either (CA/Browser Forum, Baseline Requirements
 * 6.1.1.5), so the portal gets EC P-256 then.
 */
public enum KeyKind {
  EC_P256("ec-p256", "EC", 256),
  EC_P384("ec-p384", "EC", 384),
  RSA_2048("rsa-2048", "RSA", 2048),
  RSA_3072("rsa-3072", "RSA", 3072),
  RSA_4096("rsa-4096", "RSA", 4096),
  ED25519("ed25519", "Ed25519", 255);

  private final String text;
  private final String algorithm;
  private final int bits;

  KeyKind(String text, String algorithm, int bits) {
    this.text = text;
    this.algorithm = algorithm;
    this.bits = bits;
  }

  /** As people write it, such as {@code ec-p256}. */
  public String text() {
    return text;
  }

  /** The kind that is written like that. */
  public static Optional<KeyKind> of(String text) {
    return Arrays.stream(values()).filter(one -> one.text.equals(text)).findFirst();
  }

  /** How all of them are written. */
  public static List<String> texts() {
    return Arrays.stream(values()).map(KeyKind::text).toList();
  }

  String algorithm() {
    return algorithm;
  }

  int bits() {
    return bits;
  }

  boolean signsOthers() {
    return this != ED25519;
  }

  /** What a key is, also one that this program would not make. */
  static String describe(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      return "rsa-" + rsa.getModulus().bitLength();
    }
    if (key instanceof ECPublicKey ec) {
      return "ec-p" + ec.getParams().getCurve().getField().getFieldSize();
    }
    if (key instanceof EdECPublicKey edwards) {
      return edwards.getParams().getName().toLowerCase(Locale.ROOT);
    }
    return key.getAlgorithm();
  }
}
