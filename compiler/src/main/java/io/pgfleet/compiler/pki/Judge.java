package io.pgfleet.compiler.pki;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;

/** Holds certificates against what is wanted. */
final class Judge {
  private final Register register;
  private final Authorities authorities;

  /** What is said of a certificate, and why. */
  record Finding(CertificateState state, String reason) {
    static final Finding FINE = new Finding(CertificateState.OK, "");
  }

  Judge(Register register, Authorities authorities) {
    this.register = register;
    this.authorities = authorities;
  }

  /** Why a certificate can't stand for what is wanted, whatever the day; empty when it can. */
  Optional<Finding> mismatch(Wanted wanted) {
    Optional<Recorded> there = register.get(wanted.name());
    if (there.isEmpty()) {
      return found(CertificateState.MISSING, "is missing");
    }
    return authority(there.get())
        .or(() -> key(wanted.name(), there.get()))
        .or(() -> use(wanted, there.get()));
  }

  private Optional<Finding> authority(Recorded there) {
    return authorities.current().filter(there::issuedBy).isPresent()
        ? Optional.empty()
        : found(CertificateState.OTHER_AUTHORITY, "was issued by another authority");
  }

  private Optional<Finding> key(String name, Recorded there) {
    if (!register.keys().holds(Register.key(name))) {
      return found(CertificateState.NO_KEY, "has no private key");
    }
    Optional<String> pem = register.keyOf(name);
    return pem.isPresent() && !KeyMatch.matches(there.certificate(), pem.get())
        ? found(CertificateState.WRONG_KEY, "does not belong to its private key")
        : Optional.empty();
  }

  /**
   * A certificate that covers more names than it must is no reason to exchange it: a name that goes
   * away would have services started again.
   */
  private static Optional<Finding> use(Wanted wanted, Recorded there) {
    SortedSet<String> lacking = there.lacking(wanted);
    if (!lacking.isEmpty()) {
      return found(CertificateState.OTHER_NAMES, "is not valid for " + String.join(", ", lacking));
    }
    if (there.serves() != wanted.server()) {
      return found(CertificateState.OTHER_USE, "has another use");
    }
    return !wanted.server() && !there.commonName().equals(wanted.commonName())
        ? found(CertificateState.OTHER_USE, "has another common name")
        : Optional.empty();
  }

  /** What is to say of a certificate on some day. */
  Finding wanted(Wanted wanted, Instant at) {
    return mismatch(wanted).orElseGet(() -> dated(register.get(wanted.name()).orElseThrow(), at));
  }

  private Finding dated(Recorded there, Instant at) {
    Recorded authority = authorities.current().orElseThrow();
    return there.signedBy(authority)
        ? when(there, at)
        : new Finding(CertificateState.OTHER_AUTHORITY, "is not signed by the authority's key");
  }

  /** What is to say of a person's certificate, whose key is elsewhere. */
  Finding person(Recorded there, Instant at) {
    Finding dates = when(there, at);
    if (dates.state().gravity() == CertificateState.Gravity.INVALID) {
      return dates;
    }
    if (authorities.current().filter(there::signedBy).isPresent()) {
      return dates;
    }
    return authorities.old().filter(there::signedBy).isPresent()
        ? new Finding(
            CertificateState.OLD_AUTHORITY, "is refused once the old authority is dropped")
        : new Finding(CertificateState.OTHER_AUTHORITY, "was issued by another authority");
  }

  /** What is to say of an authority. */
  Finding authority(String name, Recorded there, Instant at) {
    boolean needsKey = !name.equals(Authorities.OLD);
    if (!there.isAuthority()) {
      return new Finding(CertificateState.OTHER_USE, "is no certificate of an authority");
    }
    if (needsKey && !register.keys().holds(Register.key(name))) {
      return new Finding(CertificateState.NO_KEY, "has no private key, so it issues nothing");
    }
    boolean readable = register.keyOf(name).isPresent();
    if (needsKey && readable && authorities.keyOf(there).isEmpty()) {
      return new Finding(CertificateState.WRONG_KEY, "does not belong to its private key");
    }
    return when(there, at);
  }

  private static Finding when(Recorded there, Instant at) {
    if (at.isBefore(there.notBefore())) {
      return new Finding(
          CertificateState.NOT_YET_VALID, "is not valid before " + there.notBefore());
    }
    if (!at.isBefore(there.notAfter())) {
      return new Finding(CertificateState.EXPIRED, "expired on " + there.notAfter());
    }
    return at.isBefore(there.notAfter().minus(Validity.window(there)))
        ? Finding.FINE
        : new Finding(CertificateState.DUE, "expires on " + there.notAfter());
  }

  private static Optional<Finding> found(CertificateState state, String reason) {
    return Optional.of(new Finding(state, reason));
  }
}
