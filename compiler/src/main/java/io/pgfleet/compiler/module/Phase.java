package io.pgfleet.compiler.module;

import java.util.Locale;

/** Coarse order of activation: a phase starts when the one before it has passed on every node. */
public enum Phase {
  CA,
  PREPARE,
  PACKAGES,
  NODE,
  INFRA,
  ETCD,
  MINIO,
  PGSQL_CONFIG,
  PGSQL_PRIMARY,
  PGSQL_REPLICA,
  PROVISION,
  BACKUP,
  ACCESS,
  MONITOR,
  APP;

  /** The name in the manifest, such as {@code pgsql-primary}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
