package io.pgfleet.compiler.diagnostic;

import java.util.Comparator;

/**
 * One thing that is wrong, where, and what to do about it.
 *
 * @param severity errors stop the compile after the current stage
 * @param code stable code such as {@code P012}: letter of the stage, three digits
 * @param origin where it stands
 * @param message lower case, no full stop, values in single quotes
 * @param remedy what to do, or empty
 */
public record Diagnostic(
    Severity severity, String code, Origin origin, String message, String remedy)
    implements Comparable<Diagnostic> {

  private static final Comparator<Diagnostic> BY_PLACE =
      Comparator.comparing(Diagnostic::origin)
          .thenComparing(Diagnostic::severity)
          .thenComparing(Diagnostic::code)
          .thenComparing(Diagnostic::message);

  /** Line breaks and other control characters are shown by their escapes: each stays one line. */
  public Diagnostic {
    message = OneLine.of(message);
    remedy = OneLine.of(remedy);
  }

  @Override
  public int compareTo(Diagnostic other) {
    return BY_PLACE.compare(this, other);
  }

  /** The one line form: {@code path:line:column: error[CODE]: message; remedy}. */
  @Override
  public String toString() {
    String tail = remedy.isEmpty() ? "" : "; " + remedy;
    return origin + ": " + severity.word() + "[" + code + "]: " + message + tail;
  }
}
