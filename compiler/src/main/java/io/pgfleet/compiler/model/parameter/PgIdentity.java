package io.pgfleet.compiler.model.parameter;

import io.pgfleet.compiler.model.Ordered;
import java.util.Map;
import java.util.Optional;

/**
 * Identity of an instance; each component is the parameter of that name in the schema, which
 * documents it.
 */
public record PgIdentity(
    String pgMode,
    Optional<String> pgCluster,
    Optional<Integer> pgSeq,
    Optional<String> pgRole,
    Optional<String> pgUpstream,
    Optional<String> pgShard,
    Optional<Integer> pgGroup,
    Map<String, Map<String, Object>> pgExporters,
    boolean pgOfflineQuery) {

  public PgIdentity {
    pgExporters = Ordered.copy(pgExporters);
  }
}
