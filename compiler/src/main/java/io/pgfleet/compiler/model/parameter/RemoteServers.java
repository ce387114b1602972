package io.pgfleet.compiler.model.parameter;

import io.pgfleet.compiler.model.Ordered;
import io.pgfleet.compiler.model.Secret;
import java.util.Map;

/**
 * Servers that are only watched, and what holds for each that does not say otherwise; each
 * component is the parameter of that name in the schema, which documents it.
 */
public record RemoteServers(
    Map<String, Map<String, Object>> pgExporters,
    String pgExporterConfig,
    String pgExporterParams,
    boolean pgExporterAutoDiscovery,
    String pgExporterExcludeDatabase,
    String pgExporterIncludeDatabase,
    int pgExporterConnectTimeout,
    String pgExporterOptions,
    String pgMonitorUsername,
    Secret pgMonitorPassword) {

  public RemoteServers {
    pgExporters = Ordered.copy(pgExporters);
  }

  /** No server at all. */
  public static RemoteServers none() {
    Secret nobodys = Secret.none("nobody/pg_monitor_password");
    return new RemoteServers(Map.of(), "", "", true, "", "", 0, "", "", nobodys);
  }
}
