package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.PgDatabase;
import io.pgfleet.compiler.model.parameter.PgUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whom and what a pooler serves. Users and databases of a cluster that follows another one are that
 * one's, down to the salt of their verifiers, so its pooler has to know them as they are there.
 *
 * @param users a later one of a name replaces an earlier one
 * @param databases the same
 */
record Pooled(PgInstance.Parameters parameters, List<PgUser> users, List<PgDatabase> databases) {
  Pooled {
    users = List.copyOf(users);
    databases = List.copyOf(databases);
  }

  static Pooled of(Fleet fleet, PgInstance member) {
    List<PgUser> users = new ArrayList<>(member.parameters().business().pgUsers());
    List<PgDatabase> databases = new ArrayList<>(member.parameters().business().pgDatabases());
    List<String> seen = new ArrayList<>(List.of(member.cluster()));
    Optional<PgCluster> next = followed(fleet, parameters(fleet, member));
    while (next.isPresent() && !seen.contains(next.get().name())) {
      seen.add(next.get().name());
      users.addAll(next.get().parameters().business().pgUsers());
      next.get().parameters().business().pgDatabases().stream()
          .filter(one -> databases.stream().noneMatch(own -> own.name().equals(one.name())))
          .forEach(databases::add);
      next = followed(fleet, next.get().parameters());
    }
    return new Pooled(member.parameters(), users, databases);
  }

  /**
   * Those of the whole cluster: a replica that cascades also has an upstream, and it is its own.
   */
  private static PgInstance.Parameters parameters(Fleet fleet, PgInstance member) {
    return fleet.clusters().stream()
        .filter(one -> one.name().equals(member.cluster()))
        .findFirst()
        .map(PgCluster::parameters)
        .orElse(member.parameters());
  }

  private static Optional<PgCluster> followed(Fleet fleet, PgInstance.Parameters parameters) {
    return parameters
        .identity()
        .pgUpstream()
        .flatMap(
            host ->
                fleet.clusters().stream()
                    .filter(one -> has(one.instances().stream(), host))
                    .findFirst());
  }

  private static boolean has(Stream<PgInstance> members, String host) {
    return members.anyMatch(one -> one.node().host().equals(host));
  }
}
