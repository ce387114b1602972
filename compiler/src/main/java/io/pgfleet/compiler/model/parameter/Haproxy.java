package io.pgfleet.compiler.model.parameter;

import io.pgfleet.compiler.model.Secret;
import java.util.List;

/**
 * The load balancer of a node; each component is the parameter of that name in the schema, which
 * documents it.
 */
public record Haproxy(
    boolean haproxyEnabled,
    boolean haproxyClean,
    boolean haproxyReload,
    boolean haproxyAuthEnabled,
    String haproxyAdminUsername,
    Secret haproxyAdminPassword,
    int haproxyExporterPort,
    String haproxyClientTimeout,
    String haproxyServerTimeout,
    List<HaproxyService> haproxyServices) {

  public Haproxy {
    haproxyServices = haproxyServices == null ? List.of() : List.copyOf(haproxyServices);
  }
}
