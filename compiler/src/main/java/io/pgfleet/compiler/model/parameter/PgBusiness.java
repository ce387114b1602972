package io.pgfleet.compiler.model.parameter;

import io.pgfleet.compiler.model.Secret;
import java.util.List;

/**
 * Users, databases, services and rules of a cluster; each component is the parameter of that name
 * in the schema, which documents it.
 */
public record PgBusiness(
    List<PgUser> pgUsers,
    List<PgDatabase> pgDatabases,
    List<ServiceDefinition> pgServices,
    List<HbaRule> pgHbaRules,
    List<HbaRule> pgbHbaRules,
    List<String> pgCrontab,
    String pgReplicationUsername,
    Secret pgReplicationPassword,
    String pgAdminUsername,
    Secret pgAdminPassword,
    String pgMonitorUsername,
    Secret pgMonitorPassword,
    Secret pgDbsuPassword) {

  public PgBusiness {
    pgUsers = pgUsers == null ? List.of() : List.copyOf(pgUsers);
    pgDatabases = pgDatabases == null ? List.of() : List.copyOf(pgDatabases);
    pgServices = pgServices == null ? List.of() : List.copyOf(pgServices);
    pgHbaRules = pgHbaRules == null ? List.of() : List.copyOf(pgHbaRules);
    pgbHbaRules = pgbHbaRules == null ? List.of() : List.copyOf(pgbHbaRules);
    pgCrontab = pgCrontab == null ? List.of() : List.copyOf(pgCrontab);
  }
}
