package io.pgfleet.compiler.module.node;

/**
 * How many huge pages of 2 MiB are set aside.
 *
 * @param count pages
 */
record HugePages(long count) {
  private static final long BYTES = 2L * 1024 * 1024;
  private static final double MOST = 0.9;

  /**
   * A wanted count wins over a ratio; neither takes more than nine tenths of the memory.
   *
   * @param memory bytes
   * @param wanted pages, 0 for none
   * @param ratio share of the memory, between 0 and 0.9, both excluded; else none
   */
  static HugePages of(long memory, int wanted, double ratio) {
    if (wanted > 0) {
      return new HugePages(Math.min(wanted, pages(memory, MOST)));
    }
    return new HugePages(ratio > 0 && ratio < MOST ? pages(memory, ratio) : 0);
  }

  private static long pages(long memory, double share) {
    return (long) Math.ceil(memory * share / BYTES);
  }
}
