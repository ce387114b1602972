package io.pgfleet.compiler.module.pgsql;

/** Keeps a number inside an interval. */
final class Bounds {
  private Bounds() {}

  static long clamp(long value, long least, long most) {
    return Math.max(least, Math.min(value, most));
  }

  static int clamp(int value, int least, int most) {
    return Math.max(least, Math.min(value, most));
  }
}
