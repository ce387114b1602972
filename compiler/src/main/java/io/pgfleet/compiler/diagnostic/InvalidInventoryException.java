package io.pgfleet.compiler.diagnostic;

import java.util.List;

/** The input can't be compiled; carries every diagnostic found, ordered by place. */
public final class InvalidInventoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  public InvalidInventoryException(List<Diagnostic> diagnostics) {
    super(diagnostics.size() + " diagnostics");
    this.diagnostics = List.copyOf(diagnostics);
  }

  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
