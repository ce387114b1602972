package io.pgfleet.applier.node;

/**
 * The machine did not answer, or not as it must; the message reads {@code tried to … but failed
 * because …}.
 */
public class NodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NodeException(String message) {
    super(message);
  }

  public NodeException(String message, Throwable cause) {
    super(message, cause);
  }
}
