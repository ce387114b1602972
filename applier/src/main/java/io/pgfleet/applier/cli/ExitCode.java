package io.pgfleet.applier.cli;

import io.pgfleet.applier.journal.RunResult;

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

  /** How a run's end is told to scripts. */
  static ExitCode of(RunResult.Status status) {
    return switch (status) {
      case DONE -> DONE;
      case ROLLED_BACK -> ROLLED_BACK;
      case FAILED -> FAILED;
      case INTERRUPTED -> INTERRUPTED;
    };
  }

  int number() {
    return number;
  }
}
