package io.pgfleet.compiler.module.pgsql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class TuningTest {
  private static final long GIB = 1L << 30;
  private static final Map<String, List<Object>> PLANS =
      Map.of(
          "fast", List.of(20, 5, 5, 15, 5, "1s", "0.5s", "1s", 3, 3),
          "norm", List.of(30, 5, 10, 25, 5, "2s", "1s", "2s", 3, 3),
          "safe", List.of(60, 10, 20, 45, 10, "3s", "1.5s", "3s", 3, 3),
          "wide", List.of(120, 20, 30, 95, 15, "4s", "2s", "4s", 3, 3));

  private static Hardware machine(int cpu, long mebibytes, long gibibytes) {
    return new Hardware(cpu, mebibytes, gibibytes * GIB);
  }

  @ParameterizedTest(name = "{0} on {1} cores, {2} MiB with {3} connections")
  @CsvSource({
    // profile, cpu, memory, connections, shared, maintenance, work, cache
    "OLTP, 4, 16000, 500, 4000, 1000, 64, 12000",
    "OLTP, 2, 2048, 500, 512, 128, 64, 1536",
    "OLTP, 64, 524288, 500, 131072, 32768, 262, 393216",
    "OLAP, 4, 16384, 500, 4096, 2048, 64, 12288",
    "OLAP, 64, 1048576, 500, 262144, 131072, 524, 786432",
    "CRIT, 4, 16384, 1000, 4096, 1024, 64, 12288",
    "TINY, 2, 2048, 250, 512, 128, 16, 1536",
    "TINY, 1, 1023, 250, 256, 64, 16, 767",
  })
  void dividesTheMemory(
      Profile profile,
      int cpu,
      long memory,
      int connections,
      long shared,
      long maintenance,
      long work,
      long cache) {
    assertEquals(
        new MemoryPlan(shared, maintenance, work, cache),
        MemoryPlan.of(profile, machine(cpu, memory, 100), 0.25, connections));
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void memoryPlansGrowWithTheMachineAndStayInsideIt(Profile profile) {
    MemoryPlan before = MemoryPlan.of(profile, machine(2, 512, 20), 0.25, 250);
    for (long memory = 1024; memory <= 4L << 20; memory += memory / 3) {
      MemoryPlan plan = MemoryPlan.of(profile, machine(2, memory, 20), 0.25, 250);
      assertTrue(plan.sharedBuffers() >= before.sharedBuffers());
      assertTrue(plan.workMem() >= before.workMem());
      assertTrue(plan.maintenanceWorkMem() >= before.maintenanceWorkMem());
      assertEquals(memory, plan.sharedBuffers() + plan.effectiveCacheSize());
      assertTrue(plan.maintenanceWorkMem() <= plan.sharedBuffers());
      before = plan;
    }
  }

  @Test
  void refusesSharedBuffersOfAllTheMemory() {
    assertThrows(
        IllegalArgumentException.class,
        () -> MemoryPlan.of(Profile.OLTP, machine(2, 2048, 20), 1.0, 500));
  }

  @ParameterizedTest(name = "{0} on {1} cores")
  @CsvSource({
    "OLTP, 4, 24, 2, 2, 2, 4",
    "OLTP, 2, 24, 2, 2, 2, 4",
    "OLTP, 64, 80, 32, 8, 22, 16",
    "OLAP, 4, 28, 4, 2, 2, 4",
    "OLAP, 64, 84, 52, 32, 22, 32",
    "CRIT, 64, 80, 32, 0, 22, 8",
    "TINY, 1, 20, 1, 0, 1, 3",
    "TINY, 8, 20, 4, 0, 2, 3",
  })
  void sharesTheProcessors(
      Profile profile, int cpu, int workers, int parallel, int gather, int maintenance, int io) {
    assertEquals(
        new ParallelismPlan(workers, parallel, gather, maintenance, io),
        ParallelismPlan.of(profile, machine(cpu, 16384, 100)));
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void moreProcessorsNeverMeanFewerWorkers(Profile profile) {
    ParallelismPlan before = ParallelismPlan.of(profile, machine(1, 2048, 20));
    for (int cpu = 2; cpu <= 256; cpu++) {
      ParallelismPlan plan = ParallelismPlan.of(profile, machine(cpu, 2048, 20));
      assertTrue(plan.maxWorkerProcesses() >= before.maxWorkerProcesses());
      assertTrue(plan.maxParallelWorkers() >= before.maxParallelWorkers());
      assertTrue(plan.maxParallelWorkers() <= plan.maxWorkerProcesses());
      assertTrue(plan.ioWorkers() >= before.ioWorkers());
      before = plan;
    }
  }

  @ParameterizedTest(name = "{0} with {1} GiB")
  @CsvSource({
    "OLTP, 1, 1, 4, 6, 1",
    "OLTP, 20, 1, 4, 6, 1",
    "OLTP, 100, 5, 20, 30, 5",
    "OLAP, 100, 5, 20, 30, 20",
    "OLTP, 4000, 100, 400, 600, 100",
  })
  void boundsTheLogByTheDisk(
      Profile profile, long disk, long least, long most, long slots, long temporary) {
    assertEquals(
        new WalPlan(least, most, slots, temporary), WalPlan.of(profile, machine(4, 16384, disk)));
  }

  @Test
  void theLogNeverTakesHalfOfALargeDisk() {
    for (long disk = 20; disk <= 8192; disk += 7) {
      WalPlan plan = WalPlan.of(Profile.OLTP, machine(4, 16384, disk));
      assertTrue(plan.minWalSize() <= plan.maxWalSize());
      assertTrue(plan.maxWalSize() <= plan.maxSlotWalKeepSize());
      assertTrue(disk < 60 || plan.maxSlotWalKeepSize() * 2 <= disk, "of " + disk + " GiB");
    }
  }

  @ParameterizedTest(name = "{0} with {2}")
  @CsvSource({
    "OLTP, 500, '', 500, 0",
    "OLTP, 500, 'timescaledb, pg_stat_statements', 1000, 0",
    "OLTP, 500, 'citus, pg_stat_statements', 1000, 500",
    "OLAP, 500, '', 1000, 0",
    "OLAP, 500, 'citus', 2000, 500",
    "TINY, 250, '', 250, 0",
  })
  void locksFollowTheConnections(
      Profile profile, int connections, String libraries, int locks, int prepared) {
    assertEquals(
        new ConnectionPlan(connections, locks, prepared),
        ConnectionPlan.of(profile, connections, ConnectionPlan.libraries(libraries)));
  }

  @ParameterizedTest
  @CsvSource({
    "fast, 20, 5, 5, 15, 5",
    "norm, 30, 5, 10, 25, 5",
    "safe, 60, 10, 20, 45, 10",
    "wide, 120, 20, 30, 95, 15",
    "unheard of, 30, 5, 10, 25, 5",
    "15, 15, 5, 5, 5, 5",
    "30, 30, 10, 10, 10, 5",
    "100, 100, 33, 33, 33, 5",
    "150, 150, 50, 50, 50, 5",
    "14, 30, 5, 10, 25, 5",
    "151, 30, 5, 10, 25, 5",
  })
  void recoveryTimesFollowTheProfile(
      String rto, int ttl, int loop, int retry, int start, int margin) {
    assertEquals(new RecoveryTimes(ttl, loop, retry, start, margin), RecoveryTimes.of(rto, PLANS));
  }

  @Test
  void refusesAPlanThatPatroniRefuses() {
    assertThrows(
        IllegalArgumentException.class,
        () -> RecoveryTimes.of("own", Map.of("own", List.of(20, 10, 10, 15, 5))));
  }

  @Test
  void describesAMachineInOneWord() {
    assertEquals("4C.16G.100G", machine(4, 16384, 100).word());
    assertEquals("2C.2G.20G", machine(2, 2048, 20).word());
  }
}
