package io.pgfleet.compiler.model.parameter;

import java.util.List;

/**
 * What a new cluster is provisioned with; each component is the parameter of that name in the
 * schema, which documents it.
 */
public record PgProvision(
    boolean pgProvision,
    String pgInit,
    List<PgUser> pgDefaultRoles,
    List<String> pgDefaultPrivileges,
    List<String> pgDefaultSchemas,
    List<ExtensionItem> pgDefaultExtensions,
    boolean pgReload,
    List<HbaRule> pgDefaultHbaRules,
    List<HbaRule> pgbDefaultHbaRules) {

  public PgProvision {
    pgDefaultRoles = pgDefaultRoles == null ? List.of() : List.copyOf(pgDefaultRoles);
    pgDefaultPrivileges =
        pgDefaultPrivileges == null ? List.of() : List.copyOf(pgDefaultPrivileges);
    pgDefaultSchemas = pgDefaultSchemas == null ? List.of() : List.copyOf(pgDefaultSchemas);
    pgDefaultExtensions =
        pgDefaultExtensions == null ? List.of() : List.copyOf(pgDefaultExtensions);
    pgDefaultHbaRules = pgDefaultHbaRules == null ? List.of() : List.copyOf(pgDefaultHbaRules);
    pgbDefaultHbaRules = pgbDefaultHbaRules == null ? List.of() : List.copyOf(pgbDefaultHbaRules);
  }
}
