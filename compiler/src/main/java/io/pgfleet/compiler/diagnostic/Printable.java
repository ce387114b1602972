package io.pgfleet.compiler.diagnostic;

/** A line of a file as a terminal may show it: what is no plain character becomes a blank. */
final class Printable {
  private Printable() {}

  /** The same number of characters, so that a caret stays where it belongs. */
  static String of(String line) {
    StringBuilder shown = new StringBuilder();
    line.codePoints().map(one -> OneLine.breaks(one) ? ' ' : one).forEach(shown::appendCodePoint);
    return shown.toString();
  }
}
