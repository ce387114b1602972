package io.pgfleet.compiler.cli;

/** Exit codes of the program. */
final class Exit {
  static final int DONE = 0;
  static final int BUG = 1;
  static final int STALE = 2;
  static final int INVALID = 3;
  static final int USAGE = 64;

  private Exit() {}
}
