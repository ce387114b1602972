package io.pgfleet.compiler.module.pgsql;

import java.util.List;
import java.util.Optional;

/** What {@code patroni.yml} says; texts are YAML already. */
record PatroniView(
    String scope,
    String name,
    String namespace,
    RestView rest,
    StoreView store,
    BootstrapView bootstrap,
    Optional<CitusView> citus,
    ServerView server,
    String watchdogMode,
    int watchdogMargin,
    List<Setting> tags) {

  /**
   * The HTTP interface.
   *
   * @param allowed addresses that may change something
   * @param open whether there is no encryption, so that there is nothing to verify
   */
  record RestView(
      String listen,
      String connect,
      String user,
      String password,
      List<String> allowed,
      boolean open,
      Optional<TlsView> tls) {}

  /** Files for encrypted connections. */
  record TlsView(String ca, String certificate, String key) {}

  /** How to reach etcd. */
  record StoreView(String hosts, String user, String password, TlsView tls) {}

  /** What Patroni calls when something happened to the server; a command. */
  record CallbackView(String event, String command) {}

  /** How a new cluster is created. */
  record BootstrapView(
      int ttl,
      int loopWait,
      int retryTimeout,
      int primaryStartTimeout,
      int primaryStopTimeout,
      int maximumLag,
      boolean synchronous,
      boolean strict,
      boolean failsafe,
      Optional<StandbyView> standby,
      String cluster,
      String shard,
      int group,
      int version,
      List<Setting> parameters,
      boolean checksums,
      boolean noChecksums,
      List<Setting> initdb) {}

  /** The cluster that a standby cluster follows. */
  record StandbyView(String host, int port, Optional<String> delay) {}

  /** The part of a sharded database. */
  record CitusView(String database, int group) {}

  /**
   * The local server.
   *
   * @param parameters those that only this instance has
   * @param shared whether a replica can be made from the repository of backups
   * @param restore the command that does so
   */
  record ServerView(
      String listen,
      String connect,
      String data,
      String binaries,
      String pgpass,
      String superuser,
      Optional<String> superuserPassword,
      String replicator,
      String replicatorPassword,
      List<CallbackView> callbacks,
      List<Setting> parameters,
      boolean shared,
      String restore) {}
}
