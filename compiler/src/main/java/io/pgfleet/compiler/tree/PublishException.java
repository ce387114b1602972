package io.pgfleet.compiler.tree;

/** A tree can't be put where it belongs; the message says what the user can do. */
public final class PublishException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PublishException(String message) {
    super(message);
  }
}
