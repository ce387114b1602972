package io.pgfleet.compiler.model;

import io.pgfleet.compiler.model.parameter.PgAccess;
import io.pgfleet.compiler.model.parameter.PgBackup;
import io.pgfleet.compiler.model.parameter.PgBootstrap;
import io.pgfleet.compiler.model.parameter.PgBusiness;
import io.pgfleet.compiler.model.parameter.PgIdentity;
import io.pgfleet.compiler.model.parameter.PgInstall;
import io.pgfleet.compiler.model.parameter.PgPitr;
import io.pgfleet.compiler.model.parameter.PgProvision;
import io.pgfleet.compiler.model.parameter.PgRemove;

/**
 * A PostgreSQL server under Patroni.
 *
 * @param cluster name of its cluster
 * @param seq sequence number, unique in the cluster
 */
public record PgInstance(Node node, String cluster, int seq, PgRole role, Parameters parameters) {

  /** {@code <cluster>-<seq>}, also its name in Patroni. */
  public String name() {
    return cluster + "-" + seq;
  }

  /** The parameter sections that every instance has. */
  public record Parameters(
      PgIdentity identity,
      PgBusiness business,
      PgInstall install,
      PgBootstrap bootstrap,
      PgProvision provision,
      PgBackup backup,
      PgAccess access,
      PgRemove remove,
      PgPitr pitr) {}
}
