package io.pgfleet.compiler.module.pgsql;

/** The settings that a profile decides without looking at the machine. */
final class ProfileSettings {
  private final Settings settings;
  private final Profile profile;
  private final int major;

  private ProfileSettings(Settings settings, Profile profile, int major) {
    this.settings = settings;
    this.profile = profile;
    this.major = major;
  }

  static void add(Settings settings, Profile profile, int major) {
    ProfileSettings all = new ProfileSettings(settings, profile, major);
    all.planning();
    all.vacuum();
    all.writing();
    all.sessions();
    all.logging();
  }

  private void planning() {
    boolean costly = profile == Profile.OLTP || profile == Profile.CRIT;
    boolean large = profile == Profile.OLAP;
    settings
        .set("default_statistics_target", choose(400, 1000, 400, 200))
        .setIf(costly, "parallel_setup_cost", 2000)
        .setIf(costly, "parallel_tuple_cost", 0.2)
        .setIf(costly, "min_parallel_table_scan_size", "16MB")
        .setIf(costly, "min_parallel_index_scan_size", 1024)
        .setIf(large, "enable_partitionwise_join", "on")
        .setIf(large, "enable_partitionwise_aggregate", "on");
  }

  private void vacuum() {
    boolean eager = profile != Profile.TINY;
    boolean crit = profile == Profile.CRIT;
    settings
        .set("vacuum_cost_delay", choose("20ms", "10ms", "20ms", "20ms"))
        .set("vacuum_cost_limit", choose(2000, 10000, 2000, 2000))
        .set("autovacuum_max_workers", choose(3, 3, 3, 2))
        .setIf(eager, "autovacuum_vacuum_scale_factor", 0.08)
        .setIf(eager, "autovacuum_analyze_scale_factor", 0.04)
        .setIf(crit && major <= 15, "vacuum_defer_cleanup_age", 500_000)
        .setIf(crit && major >= 18, "track_cost_delay_timing", "on");
  }

  private void writing() {
    settings
        .set("wal_writer_delay", choose("20ms", "20ms", "10ms", "20ms"))
        .set("wal_writer_flush_after", choose("1MB", "1MB", 0, "1MB"))
        .setIf(major >= 18, "idle_replication_slot_timeout", choose("7d", "7d", "3d", "7d"));
  }

  private void sessions() {
    settings
        .set("idle_in_transaction_session_timeout", choose("10min", 0, "1min", "10min"))
        .set("track_activity_query_size", choose(8192, 8192, 32768, 8192))
        .set("pg_stat_statements.max", choose(10000, 10000, 10000, 2500));
  }

  private void logging() {
    boolean crit = profile == Profile.CRIT;
    String stages = crit ? "receipt,authentication,authorization" : "authorization";
    settings
        .set("log_min_duration_statement", choose(100, 1000, 100, 100))
        .setIf(major >= 18, "log_connections", stages)
        .setIf(crit && major < 18, "log_connections", "on")
        .setIf(crit, "log_disconnections", "on");
  }

  private Object choose(Object oltp, Object olap, Object crit, Object tiny) {
    return switch (profile) {
      case OLTP -> oltp;
      case OLAP -> olap;
      case CRIT -> crit;
      case TINY -> tiny;
    };
  }
}
