package io.pgfleet.compiler.inventory;

/** The document can't be followed any further; the reason was recorded as a diagnostic. */
final class ComposerStop extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ComposerStop() {
    super("stopped", null, false, false);
  }
}
