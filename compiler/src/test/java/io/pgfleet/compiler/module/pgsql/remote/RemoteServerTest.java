package io.pgfleet.compiler.module.pgsql.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgfleet.compiler.model.Secret;
import io.pgfleet.compiler.model.parameter.RemoteServers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RemoteServerTest {
  private static final Secret PASSWORD = new Secret("all/pg_monitor_password", "r1", false);
  private static final RemoteServers ALL =
      new RemoteServers(
          Map.of(),
          "pg_exporter.yml",
          "sslmode=disable",
          true,
          "template0,template1,postgres",
          "",
          200,
          "",
          "dbuser_monitor",
          PASSWORD);

  @Test
  void whatAnEntryLeavesOutIsAsForAll() {
    RemoteServer server = server(Map.of());
    assertEquals("pg-far-1", server.name());
    assertEquals(
        "postgres://dbuser_monitor:{secret:all/pg_monitor_password@r1|url}@10.9.8.7:5432/postgres"
            + "?sslmode=disable",
        server.url());
    ExporterView view = ExporterView.of(server);
    assertEquals("/etc/pg_exporter.yml", view.config());
    assertEquals("--web.listen-address=:20001", view.options());
    assertEquals(200, view.timeout());
  }

  @Test
  void anEntryIsStrongerThanWhatHoldsForAll() {
    Secret own = new Secret("all/pg_exporters/20001/pg_monitor_password", "r2", false);
    RemoteServer server =
        server(
            Map.of(
                "pg_port",
                6000,
                "pg_monitor_username",
                "the$watcher",
                "pg_monitor_password",
                own,
                "pg_exporter_params",
                "",
                "pg_exporter_auto_discovery",
                false));
    assertEquals(
        "postgres://the%24watcher:{secret:all/pg_exporters/20001/pg_monitor_password@r2|url}"
            + "@10.9.8.7:6000/postgres",
        server.url());
    assertEquals(false, server.discovers());
  }

  @Test
  void serversOfAClusterAreAskedTogether() {
    TargetsView view = TargetsView.of("10.10.10.10", List.of(server(Map.of())));
    assertEquals(
        List.of(
            new TargetsView.Target(
                "\"pg-far\"", "\"pg-far-1\"", "\"10.9.8.7:5432\"", "\"10.10.10.10:20001\"")),
        view.targets());
  }

  private static RemoteServer server(Map<String, Object> more) {
    Map<String, Object> own = new HashMap<>(more);
    own.put("pg_cluster", "pg-far");
    own.put("pg_seq", 1);
    own.put("pg_host", "10.9.8.7");
    return new RemoteServer(20001, own, ALL);
  }
}
