package io.pgfleet.compiler.migration;

/** A migration can't be written down as it was asked for; the message says what to do. */
public final class MigrationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MigrationException(String message) {
    super(message);
  }
}
