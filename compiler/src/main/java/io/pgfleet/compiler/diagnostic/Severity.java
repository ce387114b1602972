package io.pgfleet.compiler.diagnostic;

import java.util.Locale;

/** How bad a diagnostic is; only errors stop a compile. */
public enum Severity {
  ERROR,
  WARNING,
  NOTICE;

  /** The word shown to people, such as {@code error}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
