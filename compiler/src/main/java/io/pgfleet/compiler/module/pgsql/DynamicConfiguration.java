package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.Version;
import io.pgfleet.compiler.model.parameter.PgBootstrap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What all members of a cluster share, kept by Patroni in its store of consensus.
 *
 * <p>A new cluster is created with it ({@code bootstrap.dcs}, read once and never again); later it
 * is merged into the live document.
 *
 * @param maximumLag bytes that a replica may lack and still be promoted
 * @param strict whether writes wait when no replica is in step
 * @param failsafe whether a leader that loses the store stays leader while all members agree
 * @param upstream where the first member replicates from, for a standby cluster
 * @param parameters of the servers, from the machine that the cluster is created on
 */
record DynamicConfiguration(
    RecoveryTimes times,
    int maximumLag,
    boolean synchronous,
    boolean strict,
    boolean failsafe,
    Optional<Upstream> upstream,
    Sharding sharding,
    int version,
    SortedMap<String, Object> parameters) {
  private static final int STOP_SECONDS = 30;
  private static final String FAILSAFE_SINCE = "3.0";

  /** The server that a standby cluster replicates from; an empty delay means none. */
  record Upstream(String host, int port, String delay) {}

  /** Which part of a sharded database a cluster holds; of others, the cluster itself. */
  record Sharding(String cluster, String shard, int group) {}

  static DynamicConfiguration of(PgCluster cluster, Version patroni) {
    PgInstance primary = cluster.primary();
    PgBootstrap bootstrap = primary.parameters().bootstrap();
    Protection protection = Protection.of(bootstrap);
    return new DynamicConfiguration(
        RecoveryTimes.of(bootstrap.pgRto(), bootstrap.pgRtoPlan()),
        bootstrap.pgRpo(),
        protection.synchronous(),
        protection.strict(),
        patroni.atLeast(FAILSAFE_SINCE),
        upstream(primary),
        sharding(primary),
        primary.parameters().install().pgVersion(),
        ServerParameters.of(primary));
  }

  private static Optional<Upstream> upstream(PgInstance primary) {
    PgBootstrap bootstrap = primary.parameters().bootstrap();
    String delay = bootstrap.pgDelay().equals("0") ? "" : bootstrap.pgDelay();
    return primary
        .parameters()
        .identity()
        .pgUpstream()
        .map(host -> new Upstream(host, bootstrap.pgPort(), delay));
  }

  private static Sharding sharding(PgInstance primary) {
    var identity = primary.parameters().identity();
    return new Sharding(
        primary.cluster(),
        identity.pgShard().orElse(primary.cluster()),
        identity.pgGroup().orElse(0));
  }

  int primaryStopTimeout() {
    return STOP_SECONDS;
  }

  /** The whole document; the file that creates the cluster says the same. */
  SortedMap<String, Object> document() {
    SortedMap<String, Object> document = new TreeMap<>();
    document.put("ttl", times.ttl());
    document.put("loop_wait", times.loopWait());
    document.put("retry_timeout", times.retryTimeout());
    document.put("primary_start_timeout", times.primaryStartTimeout());
    document.put("primary_stop_timeout", STOP_SECONDS);
    document.put("maximum_lag_on_failover", maximumLag);
    document.put("maximum_lag_on_syncnode", -1);
    document.put("synchronous_mode", synchronous);
    document.put("synchronous_mode_strict", strict);
    if (failsafe) {
      document.put("failsafe_mode", true);
    }
    document.put("pg_cluster", sharding.cluster());
    document.put("pg_shard", sharding.shard());
    document.put("pg_group", sharding.group());
    document.put("pg_version", version);
    upstream.ifPresent(one -> document.put("standby_cluster", standby(one)));
    document.put("postgresql", server());
    return document;
  }

  private Map<String, Object> server() {
    SortedMap<String, Object> server = new TreeMap<>();
    server.put("use_pg_rewind", true);
    server.put("use_slots", true);
    server.put("remove_data_directory_on_rewind_failure", true);
    server.put("parameters", parameters);
    return server;
  }

  private static Map<String, Object> standby(Upstream upstream) {
    SortedMap<String, Object> standby = new TreeMap<>();
    standby.put("host", upstream.host());
    standby.put("port", upstream.port());
    standby.put("create_replica_methods", List.of("basebackup"));
    if (!upstream.delay().isEmpty()) {
      standby.put("recovery_min_apply_delay", upstream.delay());
    }
    return standby;
  }
}
