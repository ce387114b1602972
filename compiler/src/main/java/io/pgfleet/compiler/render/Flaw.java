package io.pgfleet.compiler.render;

/** What keeps a file from being accepted; the first line is 1. */
record Flaw(int line, String message) {

  /** A flaw at an offset of the text. */
  static Flaw at(String text, int offset, String message) {
    int end = Math.min(offset, text.length());
    return new Flaw(
        1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count(), message);
  }
}
