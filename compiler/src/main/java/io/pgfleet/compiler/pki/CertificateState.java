package io.pgfleet.compiler.pki;

import java.util.Locale;

/** What can be said of a certificate. */
public enum CertificateState {
  OK(Gravity.FINE),
  /** It is not needed by this fleet. */
  FOREIGN(Gravity.FINE),
  /** It ends within its window of renewal. */
  DUE(Gravity.DUE),
  /** The authority that issued it is about to be dropped. */
  OLD_AUTHORITY(Gravity.DUE),
  EXPIRED(Gravity.INVALID),
  NOT_YET_VALID(Gravity.INVALID),
  MISSING(Gravity.INVALID),
  /** It is not valid for a name or an address that it is used under. */
  OTHER_NAMES(Gravity.INVALID),
  NO_KEY(Gravity.INVALID),
  WRONG_KEY(Gravity.INVALID),
  OTHER_AUTHORITY(Gravity.INVALID),
  /** It serves and mustn't, or the other way round. */
  OTHER_USE(Gravity.INVALID);

  /** How bad that is. */
  public enum Gravity {
    FINE,
    DUE,
    INVALID
  }

  private final Gravity gravity;

  CertificateState(Gravity gravity) {
    this.gravity = gravity;
  }

  public Gravity gravity() {
    return gravity;
  }

  /** For people and scripts, such as {@code other-names}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
