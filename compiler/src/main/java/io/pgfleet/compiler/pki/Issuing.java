package io.pgfleet.compiler.pki;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.model.Fleet;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;

/** Issues certificates by the recorded authority, which is made first where there is none. */
final class Issuing {
  private static final String PORTAL = "nginx/";

  private final Register register;
  private final Authorities authorities;
  private final Fleet fleet;
  private final KeyKind kind;
  private final Authority authority;
  private final Clock clock;

  /** What can't be carried out, and where. */
  record Complaints(Origin folder, Diagnostics diagnostics) {

    void error(String code, String name, String message, String remedy) {
      Origin file = Origin.ofFile(folder.file() + (name.isEmpty() ? "" : "/" + name + ".crt"));
      diagnostics.error(code, file, message, remedy);
    }
  }

  Issuing(Register register, Fleet fleet, KeyKind kind, SecureRandom random, Clock clock) {
    this.register = register;
    this.authorities = new Authorities(register);
    this.fleet = fleet;
    this.kind = kind;
    this.authority = new Authority(random, clock);
    this.clock = clock;
  }

  /** Makes the authority when there is none and the inventory lets it. */
  void authority() {
    if (authorities.current().isEmpty() && fleet.ca().caCreate()) {
      register.put(Authorities.CURRENT, root());
    }
  }

  Authority.Issued root() {
    return authority.root(fleet.ca().caCn(), kind);
  }

  /** The key to sign with; when there is none, why. */
  Optional<String> signer(Collection<String> names, Complaints complaints) {
    Optional<Recorded> current = authorities.current();
    if (current.isEmpty()) {
      complaints.error(
          "K001",
          Authorities.CURRENT,
          "there is no certificate authority and 'ca_create' forbids to make one",
          "bring one with 'compile pki import-ca --env " + fleet.environment() + "', or allow it");
      return Optional.empty();
    }
    if (!clock.instant().isBefore(current.get().notAfter())) {
      complaints.error(
          "K004",
          Authorities.CURRENT,
          "the authority expired on " + current.get().notAfter() + " and can issue nothing",
          "bring another one with 'compile pki import-ca --env " + fleet.environment() + "'");
      return Optional.empty();
    }
    Optional<String> key = authorities.key();
    if (key.isEmpty()) {
      complaints.error(
          "K002",
          Authorities.CURRENT,
          keyless() + "; it has to sign " + String.join(", ", names),
          "restore the secret 'pki/ca.key', or bring another authority with 'compile pki import-ca'");
    }
    return key;
  }

  private String keyless() {
    return register.keyOf(Authorities.CURRENT).isPresent()
        ? "the stored key 'pki/ca.key' is not this authority's"
        : "the authority has no private key here";
  }

  void leaf(Wanted wanted, String signer) {
    register.put(wanted.name(), made(wanted, signer));
  }

  /** A new certificate that is not recorded. */
  Authority.Issued made(Wanted wanted, String signer) {
    boolean browsers = wanted.name().startsWith(PORTAL) && !kind.signsOthers();
    KeyKind fitting = browsers ? KeyKind.EC_P256 : kind;
    return authority.leaf(wanted, fitting, authorities.current().orElseThrow(), signer);
  }
}
