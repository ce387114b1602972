package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.PgDatabase;
import io.pgfleet.compiler.module.dialect.IniText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Short names for clusters, members and databases, as {@code psql service=NAME} takes them. */
record AdminServersView(List<Server> servers) {

  /**
   * @param hosts separated by commas, tried in order
   * @param writable whether only a member that takes writes will do
   */
  record Server(
      String name, String hosts, int port, String database, String user, boolean writable) {}

  private static final String MAINTENANCE = "postgres";

  static AdminServersView of(Fleet fleet) {
    List<Server> servers = new ArrayList<>();
    fleet.clusters().forEach(cluster -> add(cluster, servers));
    return new AdminServersView(servers);
  }

  private static void add(PgCluster cluster, List<Server> servers) {
    String members =
        cluster.instances().stream().map(one -> one.node().host()).collect(Collectors.joining(","));
    boolean writable = cluster.parameters().identity().pgUpstream().isEmpty();
    servers.add(server(cluster, cluster.name(), members, MAINTENANCE, writable));
    cluster.parameters().business().pgDatabases().stream()
        .filter(one -> !one.state().equals("absent"))
        .map(PgDatabase::name)
        .distinct()
        .forEach(
            name ->
                servers.add(server(cluster, cluster.name() + "." + name, members, name, writable)));
    for (PgInstance one : cluster.instances()) {
      servers.add(server(cluster, one.name(), one.node().host(), MAINTENANCE, false));
    }
  }

  private static Server server(
      PgCluster cluster, String name, String hosts, String database, boolean writable) {
    return new Server(
        IniText.value(name),
        hosts,
        cluster.parameters().bootstrap().pgPort(),
        IniText.value(database),
        IniText.value(cluster.parameters().business().pgAdminUsername()),
        writable);
  }
}
