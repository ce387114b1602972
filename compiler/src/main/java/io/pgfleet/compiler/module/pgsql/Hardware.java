package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.Facts;

/**
 * What tuning needs to know of a machine.
 *
 * @param cpu logical processors
 * @param memoryMebibytes total memory
 * @param diskBytes total size of the file system that holds the data
 */
record Hardware(int cpu, long memoryMebibytes, long diskBytes) {
  private static final long GIBIBYTE = 1L << 30;

  Hardware {
    if (cpu < 1 || memoryMebibytes < 1 || diskBytes < 1) {
      throw new IllegalArgumentException("a machine has processors, memory and a disk");
    }
  }

  static Hardware of(Facts facts) {
    return new Hardware(facts.cpu(), facts.memoryMebibytes(), facts.dataDiskBytes());
  }

  /** A share of the processors, rounded down. */
  int cpuFloor(double share) {
    return (int) Math.floor(share * cpu);
  }

  /** A share of the processors, rounded up. */
  int cpuCeiling(double share) {
    return (int) Math.ceil(share * cpu);
  }

  /** How many times that many GiB fit into the disk, rounded up. */
  long diskUnits(int gibibytes) {
    long unit = gibibytes * GIBIBYTE;
    return (diskBytes + unit - 1) / unit;
  }

  /** Cores, memory and disk in one word, such as {@code 4C.16G.100G}. */
  String word() {
    long memory = (memoryMebibytes + 1023) / 1024;
    return cpu + "C." + memory + "G." + (diskBytes + GIBIBYTE - 1) / GIBIBYTE + "G";
  }
}
