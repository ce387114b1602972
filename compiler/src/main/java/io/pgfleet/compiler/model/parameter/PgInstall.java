package io.pgfleet.compiler.model.parameter;

import java.util.List;

/**
 * Packages and the system user of PostgreSQL; each component is the parameter of that name in the
 * schema, which documents it.
 */
public record PgInstall(
    String pgDbsu,
    int pgDbsuUid,
    String pgDbsuSudo,
    String pgDbsuHome,
    boolean pgDbsuSshExchange,
    int pgVersion,
    String pgBinDir,
    String pgLogDir,
    List<String> pgPackages,
    List<String> pgExtensions) {

  public PgInstall {
    pgPackages = pgPackages == null ? List.of() : List.copyOf(pgPackages);
    pgExtensions = pgExtensions == null ? List.of() : List.copyOf(pgExtensions);
  }
}
