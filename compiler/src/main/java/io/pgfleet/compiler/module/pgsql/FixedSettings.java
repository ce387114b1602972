package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.PgInstance;

/** The settings that neither the machine nor the profile decides. */
final class FixedSettings {
  private FixedSettings() {}

  static void add(Settings settings, PgInstance instance) {
    int major = instance.parameters().install().pgVersion();
    archive(settings, instance);
    access(settings, instance);
    replication(settings, major);
    writing(settings);
    vacuum(settings);
    logging(settings, instance, major);
    statistics(settings);
    extensions(settings, instance);
    settings
        .set("deadlock_timeout", "50ms")
        .set("hash_mem_multiplier", 8.0)
        .set("huge_pages", "try")
        .setIf(major >= 18, "file_copy_method", "clone");
  }

  private static void archive(Settings settings, PgInstance instance) {
    boolean backed = instance.parameters().backup().pgbackrestEnabled();
    String push = "pgbackrest --stanza=" + instance.cluster() + " archive-push %p";
    settings
        .set("archive_mode", "on")
        .set("archive_timeout", 300)
        .set("archive_command", backed ? push : "/bin/true");
  }

  private static void access(Settings settings, PgInstance instance) {
    settings
        .set("password_encryption", instance.parameters().bootstrap().pgPwdEnc())
        .set("ssl", "on")
        .set("ssl_ca_file", ClusterPaths.CA)
        .set("ssl_cert_file", ClusterPaths.CERTIFICATE)
        .set("ssl_key_file", ClusterPaths.KEY)
        .set("superuser_reserved_connections", 10);
  }

  private static void replication(Settings settings, int major) {
    settings
        .set("hot_standby_feedback", "on")
        .set("max_logical_replication_workers", 8)
        .set("max_replication_slots", 50)
        .set("max_standby_archive_delay", "10min")
        .set("max_standby_streaming_delay", "3min")
        .set("max_sync_workers_per_subscription", 6)
        .set("max_wal_senders", 50)
        .set("track_commit_timestamp", "on")
        .set("wal_level", "logical")
        .set("wal_log_hints", "on")
        .set("wal_receiver_status_interval", "1s")
        .set("wal_receiver_timeout", "60s")
        .setIf(major >= 17, "sync_replication_slots", true);
  }

  private static void writing(Settings settings) {
    settings
        .set("bgwriter_delay", "10ms")
        .set("bgwriter_lru_maxpages", 800)
        .set("bgwriter_lru_multiplier", 5.0)
        .set("checkpoint_completion_target", 0.8)
        .set("checkpoint_timeout", "15min")
        .set("commit_delay", 20)
        .set("commit_siblings", 10)
        .set("wal_buffers", "16MB");
  }

  private static void vacuum(Settings settings) {
    settings
        .set("autovacuum_freeze_max_age", 1_000_000_000)
        .set("autovacuum_naptime", "1min")
        .set("autovacuum_vacuum_cost_delay", -1)
        .set("autovacuum_vacuum_cost_limit", -1);
  }

  private static void logging(Settings settings, PgInstance instance, int major) {
    settings
        .set("log_autovacuum_min_duration", "1s")
        .set("log_checkpoints", "on")
        .set("log_destination", "csvlog")
        .set("log_directory", instance.parameters().install().pgLogDir())
        .set("log_file_mode", "0640")
        .set("log_filename", "postgresql-%a.log")
        .set("log_lock_waits", "on")
        .set("log_replication_commands", "on")
        .set("log_rotation_age", "1d")
        .set("log_rotation_size", "0")
        .set("log_statement", "ddl")
        .set("log_temp_files", 1024)
        .set("log_timezone", "UTC")
        .set("log_truncate_on_rotation", "on")
        .set("logging_collector", "on")
        .setIf(major >= 18, "log_lock_failures", "on");
  }

  private static void statistics(Settings settings) {
    settings.set("track_functions", "all").set("track_io_timing", "on");
  }

  private static void extensions(Settings settings, PgInstance instance) {
    settings
        .set("auto_explain.log_analyze", "on")
        .set("auto_explain.log_min_duration", "1s")
        .set("auto_explain.log_nested_statements", true)
        .set("auto_explain.log_timing", "on")
        .set("auto_explain.log_verbose", "on")
        .set("cron.database_name", instance.parameters().bootstrap().pgPrimaryDb())
        .set("pg_stat_statements.track", "all")
        .set("pg_stat_statements.track_planning", "off")
        .set("pg_stat_statements.track_utility", "off")
        .set("pg_wait_sampling.history_size", 100000)
        .set("pg_wait_sampling.profile_pid", "false")
        .set("pg_wait_sampling.profile_queries", "all");
  }
}
