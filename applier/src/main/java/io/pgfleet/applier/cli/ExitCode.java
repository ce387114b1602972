package io.pgfleet.applier.cli;

/** How the program ends, for scripts. */
enum ExitCode {
  DONE(0),
  BUG(1),
  CHANGES_PENDING(2),
  INVALID(3),
  REFUSED(4),
  ROLLED_BACK(5),
  FAILED(6),
  LOCKED(7),
  STALE(8),
  USAGE(64),
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
