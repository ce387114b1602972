package io.pgfleet.compiler.model.parameter;

import java.util.List;

/**
 * Pooling, routing and addresses; each component is the parameter of that name in the schema, which
 * documents it.
 */
public record PgAccess(
    boolean pgbouncerEnabled,
    int pgbouncerPort,
    String pgbouncerLogDir,
    boolean pgbouncerAuthQuery,
    String pgbouncerPoolmode,
    String pgbouncerSslmode,
    List<String> pgbouncerIgnoreParam,
    int pgWeight,
    String pgServiceProvider,
    String pgDefaultServiceDest,
    List<ServiceDefinition> pgDefaultServices,
    boolean pgVipEnabled,
    String pgVipAddress,
    String pgVipInterface,
    String pgDnsSuffix,
    String pgDnsTarget) {

  public PgAccess {
    pgbouncerIgnoreParam =
        pgbouncerIgnoreParam == null ? List.of() : List.copyOf(pgbouncerIgnoreParam);
    pgDefaultServices = pgDefaultServices == null ? List.of() : List.copyOf(pgDefaultServices);
  }
}
