package io.pgfleet.compiler.model.parameter;

import java.util.Optional;

/**
 * An item of {@code pg_services} or {@code pg_default_services} as written.
 *
 * @param dest default, postgres, pgbouncer or a port number
 * @param selector JMESPath over the members' inventory variables
 * @param backup JMESPath; chosen members are used when no other is up
 */
public record ServiceDefinition(
    String name,
    int port,
    Optional<String> ip,
    String selector,
    Optional<String> backup,
    String dest,
    Optional<String> check,
    Optional<Integer> maxconn,
    Optional<String> balance,
    Optional<String> options) {
  public ServiceDefinition {
    dest = dest == null ? "default" : dest;
  }
}
