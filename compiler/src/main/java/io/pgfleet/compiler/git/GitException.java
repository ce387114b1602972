package io.pgfleet.compiler.git;

/** Git can't do what was asked; the message says why and what the user can do. */
public final class GitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GitException(String message) {
    super(message);
  }

  GitException(String message, Throwable cause) {
    super(message, cause);
  }
}
