package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.PgDatabase;
import io.pgfleet.compiler.model.parameter.PgUser;
import io.pgfleet.compiler.model.parameter.RoleGrant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** NamesForRules inside a cluster refer to what exists. */
final class ClusterRules {
  private final Fleet fleet;
  private final Hosts hosts;
  private final Diagnostics diagnostics;

  ClusterRules(Fleet fleet, Hosts hosts, Diagnostics diagnostics) {
    this.fleet = fleet;
    this.hosts = hosts;
    this.diagnostics = diagnostics;
  }

  void check() {
    for (PgCluster cluster : fleet.clusters()) {
      Hosts.Host host = hosts.at(cluster.primary().node().host());
      NamesForRules names = NamesForRules.of(cluster, fleet);
      Set<String> roles = names.roles();
      users(cluster.parameters().business().pgUsers(), "pg_users", host, roles);
      users(cluster.parameters().provision().pgDefaultRoles(), "pg_default_roles", host, roles);
      databases(cluster, host, roles);
      services(cluster, host);
      for (PgInstance one : cluster.instances()) {
        Hosts.Host member = hosts.at(one.node().host());
        new AccessRules(member, names, diagnostics).check(one.parameters());
      }
      new LeftAlone(host, diagnostics).check(cluster.parameters());
      new PitrRules(host, diagnostics).check(cluster.parameters().pitr());
      backup(cluster.parameters(), host);
      recovery(cluster.parameters(), host);
    }
  }

  private void users(List<PgUser> users, String where, Hosts.Host host, Set<String> roles) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < users.size(); i++) {
      PgUser user = users.get(i);
      if (!seen.add(user.name())) {
        twice("user", user.name(), Items.origin(host.scope(), where, i, "name"));
      }
      for (int j = 0; j < user.roles().size(); j++) {
        RoleGrant grant = user.roles().get(j);
        if (grant.state().equals("grant")) {
          Origin origin = Items.origin(host.scope(), where, i, "roles", j, "name");
          exists("role", grant.name(), roles, origin);
        }
      }
    }
  }

  private void databases(PgCluster cluster, Hosts.Host host, Set<String> roles) {
    List<PgDatabase> databases = cluster.parameters().business().pgDatabases();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < databases.size(); i++) {
      PgDatabase database = databases.get(i);
      if (!seen.add(database.name())) {
        twice("database", database.name(), Items.origin(host.scope(), "pg_databases", i, "name"));
      }
      Origin lookup = Items.origin(host.scope(), "pg_databases", i, "pool_auth_user");
      database.poolAuthUser().ifPresent(user -> exists("role", user, roles, lookup));
      Origin origin = Items.origin(host.scope(), "pg_databases", i, "owner");
      database.owner().ifPresent(owner -> exists("role", owner, roles, origin));
      for (int j = 0; j < database.schemas().size(); j++) {
        Origin schema = Items.origin(host.scope(), "pg_databases", i, "schemas", j, "owner");
        database.schemas().get(j).owner().ifPresent(role -> exists("role", role, roles, schema));
      }
    }
  }

  private void services(PgCluster cluster, Hosts.Host host) {
    Set<String> seen = new HashSet<>();
    int defaults = cluster.parameters().access().pgDefaultServices().size();
    for (int i = 0; i < cluster.services().size(); i++) {
      String name = cluster.services().get(i).name();
      boolean own = i >= defaults;
      if (!seen.add(name)) {
        String where = own ? "pg_services" : "pg_default_services";
        twice("service", name, Items.origin(host.scope(), where, own ? i - defaults : i, "name"));
      }
    }
    String provider = cluster.parameters().access().pgServiceProvider();
    if (!provider.isEmpty()) {
      Origin origin = host.origin("pg_service_provider");
      exists("group", provider, hosts.groupNames(), origin);
      if (hosts.groupNames().contains(provider) && cluster.balancers().isEmpty()) {
        diagnostics.error(
            "F055",
            origin,
            "no host of group '" + provider + "' has a load balancer for the services",
            "name a group whose hosts have haproxy_enabled, or remove it");
      }
    }
  }

  private void backup(PgInstance.Parameters parameters, Hosts.Host host) {
    if (parameters.backup().pgbackrestEnabled()) {
      exists(
          "repository of pgbackrest_repo",
          parameters.backup().pgbackrestMethod(),
          new TreeSet<>(parameters.backup().pgbackrestRepo().keySet()),
          host.origin("pgbackrest_method"));
    }
  }

  private void recovery(PgInstance.Parameters parameters, Hosts.Host host) {
    String profile = parameters.bootstrap().pgRto();
    if (!profile.matches("[0-9]+")) {
      exists(
          "profile of pg_rto_plan",
          profile,
          new TreeSet<>(parameters.bootstrap().pgRtoPlan().keySet()),
          host.origin("pg_rto"));
    }
  }

  private void exists(String kind, String name, Set<String> known, Origin origin) {
    new Existence(diagnostics).require(kind, name, known, origin);
  }

  private void twice(String kind, String name, Origin origin) {
    diagnostics.error(
        "F041", origin, kind + " '" + name + "' is defined twice", "remove one of them");
  }
}
