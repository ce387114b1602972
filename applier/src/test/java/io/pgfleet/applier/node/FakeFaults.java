package io.pgfleet.applier.node;

/**
 * Counts the operations that change a machine in memory, and lets one of them fail.
 *
 * <p>Not safe for use by several threads at once: a machine is changed by one run at a time.
 */
public final class FakeFaults {

  /** When the failing operation fails. */
  public enum Moment {
    /** nothing happened */
    BEFORE,
    /** it happened, but the answer was lost */
    AFTER
  }

  private int count;
  private int failing = -1;
  private Moment moment = Moment.BEFORE;
  private boolean readOnly;
  private String awaited = "";

  /** How many operations there were so far. */
  public int count() {
    return count;
  }

  /** The operation with this number, counted from 1, fails; later ones do not. */
  public void failAt(int operation, Moment when) {
    failing = operation;
    moment = when;
  }

  /** The next operation whose name begins so fails; none does when the text is empty. */
  public void failOn(String beginning, Moment when) {
    awaited = beginning;
    moment = when;
  }

  /** Every change goes through again. */
  public void heal() {
    failing = -1;
    awaited = "";
    readOnly = false;
  }

  /** From now on every change is refused. */
  public void refuseWrites() {
    readOnly = true;
  }

  void run(String operation, Runnable effect) {
    if (readOnly) {
      throw new NodeException("tried to " + operation + " but failed because writes are refused");
    }
    count++;
    boolean fails = count == failing || (!awaited.isEmpty() && operation.startsWith(awaited));
    if (fails) {
      awaited = "";
    }
    if (fails && moment == Moment.BEFORE) {
      throw new ConnectionLost(operation);
    }
    effect.run();
    if (fails) {
      throw new ConnectionLost(operation);
    }
  }

  /** The connection ended; every later call on it fails too. */
  static final class ConnectionLost extends NodeException {
    private static final long serialVersionUID = 1L;

    ConnectionLost(String operation) {
      super("tried to " + operation + " but failed because the connection was lost");
    }
  }
}
