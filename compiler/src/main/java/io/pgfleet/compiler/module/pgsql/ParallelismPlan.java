package io.pgfleet.compiler.module.pgsql;

/**
 * How many processes share the machine's processors.
 *
 * <p>Source: the reference's templates. {@code maxWorkerProcesses} leaves eight places to
 * extensions; the critical and the tiny profile never split a query.
 */
record ParallelismPlan(
    int maxWorkerProcesses,
    int maxParallelWorkers,
    int maxParallelWorkersPerGather,
    int maxParallelMaintenanceWorkers,
    int ioWorkers) {
  private static final int FOR_EXTENSIONS = 8;

  static ParallelismPlan of(Profile profile, Hardware hardware) {
    return switch (profile) {
      case OLTP -> usual(hardware, Bounds.clamp(hardware.cpuFloor(0.2), 2, 8), 16);
      case CRIT -> usual(hardware, 0, 8);
      case OLAP ->
          new ParallelismPlan(
              Math.max(hardware.cpu() + 12, 20) + FOR_EXTENSIONS,
              Math.max(hardware.cpuCeiling(0.8), 2),
              Math.max(hardware.cpuFloor(0.5), 2),
              Math.max(hardware.cpuCeiling(0.33), 2),
              Bounds.clamp(hardware.cpuCeiling(0.5), 4, 32));
      case TINY ->
          new ParallelismPlan(
              Math.max(hardware.cpu() + 4, 12) + FOR_EXTENSIONS,
              Math.max(hardware.cpuFloor(0.5), 1),
              0,
              Math.max(hardware.cpuFloor(0.33), 1),
              3);
    };
  }

  private static ParallelismPlan usual(Hardware hardware, int perGather, int mostIoWorkers) {
    return new ParallelismPlan(
        Math.max(hardware.cpu() + 8, 16) + FOR_EXTENSIONS,
        Math.max(hardware.cpuCeiling(0.5), 2),
        perGather,
        Math.max(hardware.cpuCeiling(0.33), 2),
        Bounds.clamp(hardware.cpuCeiling(0.25), 4, mostIoWorkers));
  }
}
