package io.pgfleet.compiler.diagnostic;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong inside a stage; {@link #throwIfErrors()} is the barrier between stages.
 */
public final class Diagnostics {
  private final List<Diagnostic> all = new ArrayList<>();

  /** Records an error. */
  public void error(String code, Origin origin, String message, String remedy) {
    all.add(new Diagnostic(Severity.ERROR, code, origin, message, remedy));
  }

  /** Records a warning. */
  public void warning(String code, Origin origin, String message, String remedy) {
    all.add(new Diagnostic(Severity.WARNING, code, origin, message, remedy));
  }

  /** Records a notice. */
  public void notice(String code, Origin origin, String message, String remedy) {
    all.add(new Diagnostic(Severity.NOTICE, code, origin, message, remedy));
  }

  /** Everything recorded so far, ordered by place. */
  public List<Diagnostic> sorted() {
    return all.stream().sorted().distinct().toList();
  }

  public boolean hasErrors() {
    return all.stream().anyMatch(one -> one.severity() == Severity.ERROR);
  }

  /**
   * Ends the stage.
   *
   * @throws InvalidInventoryException when an error was recorded; carries all diagnostics
   */
  public void throwIfErrors() {
    if (hasErrors()) {
      throw new InvalidInventoryException(sorted());
    }
  }
}
