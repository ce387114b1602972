package io.pgfleet.compiler.module.pgsql;

/**
 * How a server divides the machine's memory, in MiB.
 *
 * <p>Source: the reference's templates. Shared buffers take a ratio of the memory, the rest is what
 * the planner may expect in caches; one operation of one connection may use {@code workMem}.
 */
record MemoryPlan(
    long sharedBuffers, long maintenanceWorkMem, long workMem, long effectiveCacheSize) {

  static MemoryPlan of(Profile profile, Hardware hardware, double ratio, int maxConnections) {
    if (!(ratio > 0 && ratio < 1)) {
      throw new IllegalArgumentException("shared buffers take a part of the memory, not " + ratio);
    }
    long memory = hardware.memoryMebibytes();
    long shared = (long) Math.ceil(memory * ratio);
    double maintenance = profile == Profile.OLAP ? 0.5 : 0.25;
    return new MemoryPlan(
        shared,
        (long) Math.ceil(shared * maintenance),
        workMem(profile, shared / maxConnections),
        memory - shared);
  }

  private static long workMem(Profile profile, long share) {
    return switch (profile) {
      case OLTP, CRIT -> Bounds.clamp(share, 64, 1024);
      case OLAP -> Bounds.clamp(share, 64, 8192);
      case TINY -> Bounds.clamp(share, 16, 256);
    };
  }
}
