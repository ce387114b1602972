package io.pgfleet.applier.secret;

/** A secret reference cannot be resolved; never says a value. */
public final class SecretException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SecretException(String message) {
    super(message);
  }

  SecretException(String message, Throwable cause) {
    super(message, cause);
  }
}
