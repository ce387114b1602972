package io.pgfleet.compiler.model.parameter;

import io.pgfleet.compiler.model.Ordered;
import java.util.Map;

/**
 * Backup and archive; each component is the parameter of that name in the schema, which documents
 * it.
 */
public record PgBackup(
    boolean pgbackrestEnabled,
    String pgbackrestLogDir,
    String pgbackrestMethod,
    boolean pgbackrestInitBackup,
    Map<String, Map<String, Object>> pgbackrestRepo) {

  public PgBackup {
    pgbackrestRepo = Ordered.copy(pgbackrestRepo);
  }
}
