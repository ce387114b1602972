package io.pgfleet.applier.plan;

/** What the tree or a machine's record says cannot be planned; the message ends with a remedy. */
public final class PlanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PlanException(String message) {
    super(message);
  }
}
