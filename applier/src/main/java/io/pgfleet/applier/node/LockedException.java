package io.pgfleet.applier.node;

/** Another run holds the machine. */
public final class LockedException extends NodeException {
  private static final long serialVersionUID = 1L;

  public LockedException(String message) {
    super(message);
  }
}
