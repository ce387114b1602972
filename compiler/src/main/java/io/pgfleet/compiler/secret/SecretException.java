package io.pgfleet.compiler.secret;

/** Sealed secrets can't be opened, read or written; says why and the remedy, never a value. */
public final class SecretException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SecretException(String message) {
    super(message);
  }

  SecretException(String message, Throwable cause) {
    super(message, cause);
  }
}
