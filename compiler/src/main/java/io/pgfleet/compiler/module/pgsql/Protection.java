package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.parameter.PgBootstrap;

/**
 * What a cluster gives up when a server is lost: performance, availability or data.
 *
 * <p>Source: the modes of <a
 * href="https://patroni.readthedocs.io/en/latest/replication_modes.html">Patroni's replication</a>.
 */
enum Protection {
  /** Commits wait for nobody; what a replica lacks is lost with the leader. */
  PERFORMANCE,
  /** Commits wait for a replica as long as there is one, so that a lone leader goes on. */
  AVAILABILITY,
  /** Commits wait for a replica even when there is none. */
  DATA;

  static Protection of(PgBootstrap bootstrap) {
    if (bootstrap.pgSyncStrict()) {
      return DATA;
    }
    boolean critical = Profile.of(bootstrap.pgConf()) == Profile.CRIT;
    return critical || bootstrap.pgRpo() == 0 ? AVAILABILITY : PERFORMANCE;
  }

  boolean synchronous() {
    return this != PERFORMANCE;
  }

  boolean strict() {
    return this == DATA;
  }
}
