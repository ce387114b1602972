package io.pgfleet.applier.plan;

import java.util.List;

/**
 * Whether a step has to act on a machine.
 *
 * @param verb what it would do, such as restart or install
 * @param reasons why, for people
 */
public record Due(Verdict verdict, String verb, List<String> reasons) {

  /** No: all is well. Yes: it acts. Pending: it cannot be known yet. */
  public enum Verdict {
    NO,
    YES,
    PENDING
  }

  public Due {
    reasons = List.copyOf(reasons);
  }

  static Due no() {
    return new Due(Verdict.NO, "", List.of());
  }

  static Due yes(String verb, List<String> reasons) {
    return new Due(Verdict.YES, verb, reasons);
  }

  static Due yesIfAny(String verb, List<String> reasons) {
    return reasons.isEmpty() ? no() : yes(verb, reasons);
  }

  static Due pending(String verb, String reason) {
    return new Due(Verdict.PENDING, verb, List.of(reason));
  }

  public boolean isNo() {
    return verdict == Verdict.NO;
  }

  public boolean isPending() {
    return verdict == Verdict.PENDING;
  }
}
