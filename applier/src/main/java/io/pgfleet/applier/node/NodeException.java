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

  static NodeException tried(String what, String host, String reason) {
    return new NodeException("tried to " + what + " on " + host + " but failed because " + reason);
  }
}
