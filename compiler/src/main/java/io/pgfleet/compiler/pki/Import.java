package io.pgfleet.compiler.pki;

import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes an authority that was made elsewhere.
 *
 * <p>Where there is none yet, or where it is a newer certificate for the same key, it becomes the
 * issuing authority at once. Otherwise it becomes the next one, and {@link Rotation} goes on from
 * there.
 */
public final class Import {
  private static final int LEAST_RSA_BITS = 2048;
  private static final int SIGNS_CERTIFICATES = 5;

  private final Register register;
  private final Authorities authorities;
  private final Issuing.Complaints complaints;
  private final Clock clock;

  /**
   * What is brought along, as PEM.
   *
   * @param certificates the authority's certificate and all above it up to the root, in any order
   * @param key its private key, in any form that openssl writes
   * @param passphrase of the key; empty when it needs none
   */
  public record Luggage(String certificates, String key, char[] passphrase) {
    @Override
    public String toString() {
      return "Luggage[]";
    }
  }

  Import(Register register, Authorities authorities, Issuing.Complaints complaints, Clock clock) {
    this.register = register;
    this.authorities = authorities;
    this.complaints = complaints;
    this.clock = clock;
  }

  /**
   * Records an authority; gives the name under which it is recorded.
   *
   * @throws io.pgfleet.compiler.diagnostic.InvalidInventoryException when it is refused
   */
  public String take(Luggage luggage) {
    Optional<String> refused = Optional.empty();
    String name = "";
    try {
      String key = new ForeignKey(luggage.passphrase()).pkcs8(luggage.key());
      List<X509Certificate> chain = chain(luggage.certificates(), key);
      refused = refusal(chain);
      if (refused.isEmpty()) {
        name = record(chain, key);
      }
    } catch (ForeignKey.UnreadableException e) {
      refused = Optional.of(e.getMessage());
    }
    refused.ifPresent(why -> refuse(why, "bring a certificate authority and the key that is its"));
    complaints.diagnostics().throwIfErrors();
    return name;
  }

  private void refuse(String why, String remedy) {
    complaints.error("K005", "", "the authority is not taken: " + why, remedy);
  }

  /** The certificate that the key belongs to, then each that issued the one before. */
  private static List<X509Certificate> chain(String certificates, String key)
      throws ForeignKey.UnreadableException {
    List<X509Certificate> left =
        new ArrayList<>(
            Recorded.read(certificates)
                .orElseThrow(
                    () -> new ForeignKey.UnreadableException("the file holds no certificate"))
                .chain());
    Optional<X509Certificate> own =
        left.stream().filter(one -> KeyMatch.matches(one, key)).findFirst();
    List<X509Certificate> chain = new ArrayList<>();
    for (Optional<X509Certificate> link = own; link.isPresent(); ) {
      X509Certificate below = link.get();
      chain.add(below);
      left.remove(below);
      link = left.stream().filter(one -> issued(one, below)).findFirst();
    }
    if (chain.isEmpty()) {
      throw new ForeignKey.UnreadableException("the private key belongs to no certificate in it");
    }
    if (!left.isEmpty()) {
      throw new ForeignKey.UnreadableException(
          "its file holds certificates that don't belong to it, such as '"
              + left.get(0).getSubjectX500Principal().getName()
              + "'");
    }
    return chain;
  }

  private static boolean issued(X509Certificate above, X509Certificate below) {
    return above.getSubjectX500Principal().equals(below.getIssuerX500Principal())
        && new Recorded("", List.of(below)).signedBy(new Recorded("", List.of(above)));
  }

  private Optional<String> refusal(List<X509Certificate> chain) {
    X509Certificate top = chain.get(chain.size() - 1);
    if (!issued(top, top)) {
      return Optional.of(
          "the root '" + top.getIssuerX500Principal().getName() + "' is not in its file");
    }
    for (int below = 0; below < chain.size(); below++) {
      Optional<String> refusal = refusal(chain.get(below), below);
      if (refusal.isPresent()) {
        String name = chain.get(below).getSubjectX500Principal().getName();
        return refusal.map(why -> "'" + name + "' " + why);
      }
    }
    return weakness(chain.get(0));
  }

  private Optional<String> refusal(X509Certificate one, int below) {
    Instant now = clock.instant();
    boolean[] usage = one.getKeyUsage();
    if (one.getBasicConstraints() < 0) {
      return Optional.of("is no authority: its basicConstraints don't say CA:TRUE");
    }
    if (one.getBasicConstraints() < below) {
      return Optional.of("allows fewer authorities below itself than there are (pathlen)");
    }
    if (usage != null && !usage[SIGNS_CERTIFICATES]) {
      return Optional.of("may not sign certificates: its keyUsage lacks keyCertSign");
    }
    if (!now.isBefore(one.getNotAfter().toInstant())) {
      return Optional.of("expired on " + one.getNotAfter().toInstant());
    }
    return now.isBefore(one.getNotBefore().toInstant())
        ? Optional.of("is not valid before " + one.getNotBefore().toInstant())
        : Optional.empty();
  }

  /** See {@link KeyKind} for why an Ed25519 authority is refused. */
  private static Optional<String> weakness(X509Certificate one) {
    if (one.getPublicKey() instanceof RSAPublicKey rsa) {
      int bits = rsa.getModulus().bitLength();
      return bits < LEAST_RSA_BITS
          ? Optional.of("its RSA key has " + bits + " bits, fewer than " + LEAST_RSA_BITS)
          : Optional.empty();
    }
    return one.getPublicKey() instanceof ECPublicKey
        ? Optional.empty()
        : Optional.of(
            "its key is "
                + KeyKind.describe(one.getPublicKey())
                + ", and what that signs breaks PostgreSQL's channel binding");
  }

  private String record(List<X509Certificate> chain, String key) {
    String pem = String.join("", new Recorded("", chain).parts());
    if (authorities.stage() != RotationStage.NONE) {
      refuse("another one is being exchanged", "finish with 'compile pki rotate-ca' first");
      return "";
    }
    boolean sameKey =
        authorities.current().filter(one -> KeyMatch.matches(one.certificate(), key)).isPresent();
    String name =
        authorities.current().isEmpty() || sameKey ? Authorities.CURRENT : Authorities.NEXT;
    register.keys().set(Register.key(name), key);
    register.put(name, pem);
    return name;
  }
}
