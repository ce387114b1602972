package io.pgfleet.applier.activation;

/** A step did not do what it must; the message says what was tried and why it failed. */
final class StepFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StepFailure(String message) {
    super(message);
  }
}
