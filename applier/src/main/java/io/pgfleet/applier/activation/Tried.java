package io.pgfleet.applier.activation;

import io.pgfleet.applier.node.Outcome;

/** Turns outcomes of commands into the one grammar of failures. */
final class Tried {
  private static final int TIME_LIMIT = 124;
  private static final int MISSING = 127;

  private Tried() {}

  /** Fails unless the outcome is a success. */
  static void to(String what, Machine machine, Outcome outcome) {
    if (!outcome.succeeded()) {
      throw failure(what, machine, because(outcome));
    }
  }

  static StepFailure failure(String what, Machine machine, String because) {
    return new StepFailure(
        "tried to " + what + " on " + machine.host() + " but failed because " + because);
  }

  static String because(Outcome outcome) {
    String said = outcome.lastLine().isEmpty() ? "" : ": " + outcome.lastLine();
    return switch (outcome.exit()) {
      case TIME_LIMIT -> "its time limit passed" + said;
      case MISSING -> "it does not exist" + said;
      default -> "it exited with " + outcome.exit() + said;
    };
  }
}
