package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.Distribution;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.PgBootstrap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The settings that a PostgreSQL server runs with, {@code pg_parameters} on top.
 *
 * <p>Source: the reference's templates; a setting is left out where the server's major version does
 * not know it.
 */
final class ServerParameters {
  /**
   * Settings that Patroni passes on the command line and takes from the cluster's configuration
   * only, since a standby must not have less of them than its primary.
   */
  private static final Set<String> CLUSTER_WIDE =
      Set.of(
          "max_connections",
          "max_locks_per_transaction",
          "max_prepared_transactions",
          "max_replication_slots",
          "max_wal_senders",
          "max_worker_processes",
          "track_commit_timestamp",
          "wal_keep_segments",
          "wal_keep_size",
          "wal_level",
          "wal_log_hints");

  /** What {@code pg_libs} is when nobody sets it. */
  private static final String USUAL_LIBRARIES = "pg_stat_statements, auto_explain";

  private final PgInstance instance;
  private final PgBootstrap bootstrap;
  private final Profile profile;
  private final int major;

  private ServerParameters(PgInstance instance) {
    this.instance = instance;
    this.bootstrap = instance.parameters().bootstrap();
    this.profile = Profile.of(bootstrap.pgConf());
    this.major = instance.parameters().install().pgVersion();
  }

  /** Every setting of that instance's server, by name. */
  static SortedMap<String, Object> of(PgInstance instance) {
    ServerParameters parameters = new ServerParameters(instance);
    Settings settings = new Settings();
    FixedSettings.add(settings, instance);
    ProfileSettings.add(settings, parameters.profile, parameters.major);
    parameters.tuned(settings);
    parameters.storage(settings);
    parameters.libraries(settings);
    return settings.setAll(parameters.bootstrap.pgParameters()).all();
  }

  /**
   * The settings in which that instance has to differ from its cluster, because its machine or its
   * own parameters differ.
   */
  static SortedMap<String, Object> differences(
      PgInstance instance, SortedMap<String, Object> clusters) {
    SortedMap<String, Object> own = new TreeMap<>(of(instance));
    own.entrySet()
        .removeIf(
            one ->
                CLUSTER_WIDE.contains(one.getKey())
                    || one.getValue().equals(clusters.get(one.getKey())));
    return own;
  }

  private void tuned(Settings settings) {
    Hardware hardware = Hardware.of(instance.node().facts());
    ConnectionPlan connections = ConnectionPlan.of(instance.parameters());
    MemoryPlan memory =
        MemoryPlan.of(
            profile, hardware, bootstrap.pgSharedBufferRatio(), connections.maxConnections());
    WalPlan wal = WalPlan.of(profile, hardware);
    settings
        .set("max_connections", connections.maxConnections())
        .set("max_locks_per_transaction", connections.maxLocksPerTransaction())
        .set("max_prepared_transactions", connections.maxPreparedTransactions())
        .megabytes("shared_buffers", memory.sharedBuffers())
        .megabytes("maintenance_work_mem", memory.maintenanceWorkMem())
        .megabytes("work_mem", memory.workMem())
        .megabytes("effective_cache_size", memory.effectiveCacheSize())
        .gigabytes("min_wal_size", wal.minWalSize())
        .gigabytes("max_wal_size", wal.maxWalSize())
        .gigabytes("max_slot_wal_keep_size", wal.maxSlotWalKeepSize())
        .gigabytes("temp_file_limit", wal.tempFileLimit());
    parallelism(settings, ParallelismPlan.of(profile, hardware));
  }

  private void parallelism(Settings settings, ParallelismPlan plan) {
    settings
        .set("max_worker_processes", plan.maxWorkerProcesses())
        .set("max_parallel_workers", plan.maxParallelWorkers())
        .set("max_parallel_workers_per_gather", plan.maxParallelWorkersPerGather())
        .set("max_parallel_maintenance_workers", plan.maxParallelMaintenanceWorkers())
        .setIf(major >= 18, "io_workers", plan.ioWorkers())
        .setIf(major >= 18, "io_method", ioMethod());
  }

  private String ioMethod() {
    boolean automatic = bootstrap.pgIoMethod().equals("auto");
    boolean modern = Distribution.of(instance.node()) == Distribution.DEBIAN;
    return automatic ? (modern ? "io_uring" : "worker") : bootstrap.pgIoMethod();
  }

  private void storage(Settings settings) {
    if (bootstrap.pgStorageType().equals("SSD")) {
      settings
          .set("random_page_cost", 1.1)
          .set("effective_io_concurrency", 200)
          .setIf(major >= 17, "maintenance_io_concurrency", 100);
    }
  }

  private void libraries(Settings settings) {
    String loaded = preloaded();
    var libraries = ConnectionPlan.libraries(loaded);
    boolean sodium = libraries.contains("pgsodium");
    boolean timescale = libraries.contains("timescaledb");
    settings
        .set("shared_preload_libraries", loaded)
        .setIf(sodium, "pgsodium.enable_event_trigger", false)
        .setIf(sodium, "pgsodium.getkey_script", "/pg/bin/pgsodium_getkey")
        .setIf(timescale, "timescaledb.telemetry_level", "off")
        .setIf(timescale, "timescaledb.max_background_workers", 16);
  }

  /** Critical data ask for good passwords too, unless the inventory names its own libraries. */
  private String preloaded() {
    String named = bootstrap.pgLibs();
    boolean usual = named.equals(USUAL_LIBRARIES);
    return usual && profile == Profile.CRIT ? "$libdir/passwordcheck, " + named : named;
  }
}
