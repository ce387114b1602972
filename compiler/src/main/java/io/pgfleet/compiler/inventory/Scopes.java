package io.pgfleet.compiler.inventory;

import java.util.List;

/**
 * An inventory after precedence.
 *
 * @param environment name of the environment
 * @param platform what holds everywhere: defaults and {@code all.vars}
 * @param hosts one per host, ordered by address
 */
public record Scopes(String environment, Scope platform, List<Scope> hosts, List<Group> groups) {
  public Scopes {
    hosts = List.copyOf(hosts);
    groups = List.copyOf(groups);
  }
}
