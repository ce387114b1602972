package io.pgfleet.compiler.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.pgfleet.compiler.SandboxFleet;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.Service;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SandboxDerivationTest {
  private final Fleet fleet = SandboxFleet.read();

  @Test
  void borrowsNodeNamesFromServers() {
    assertEquals(
        List.of("pg-meta-1", "pg-test-1", "pg-test-2", "pg-test-3"),
        fleet.nodes().stream().map(Node::name).toList());
    assertEquals(
        List.of("pg-meta", "pg-test", "pg-test", "pg-test"),
        fleet.nodes().stream().map(Node::cluster).toList());
  }

  @Test
  void resolvesWhoIsBehindEachService() {
    PgCluster cluster = fleet.cluster("pg-test").orElseThrow();
    assertEquals(
        List.of(
            "primary 5433 /primary: pg-test-1:6432 pg-test-2:6432 pg-test-3:6432",
            "replica 5434 /read-only: pg-test-1:6432(backup) pg-test-2:6432 pg-test-3:6432(backup)",
            "default 5436 /primary: pg-test-1:5432 pg-test-2:5432 pg-test-3:5432",
            "offline 5438 /replica: pg-test-3:5432 pg-test-2:5432(backup)"),
        cluster.services().stream().map(SandboxDerivationTest::line).toList());
  }

  private static String line(Service service) {
    StringBuilder line =
        new StringBuilder(service.name() + " " + service.port() + " " + service.check() + ":");
    for (Service.Backend one : service.backends()) {
      line.append(' ').append(one.name()).append(':').append(one.port());
      line.append(one.backup() ? "(backup)" : "");
    }
    return line.toString();
  }

  @Test
  void keepsSecretsOutOfTheFleet() {
    String all = fleet.toString();
    for (String literal :
        List.of("DBUser.DBA", "DBUser.Meta", "Patroni.API", "Etcd.Root", "DBUser.Offline")) {
      assertFalse(all.contains(literal), "the fleet holds a secret value");
    }
    PgCluster cluster = fleet.cluster("pg-test").orElseThrow();
    assertEquals(
        "pg-test/pg_users/test",
        cluster.parameters().business().pgUsers().get(0).password().orElseThrow().name());
    assertEquals(
        "pg-test/pg_etcd_password", cluster.parameters().bootstrap().pgEtcdPassword().name());
    assertEquals(
        "vip/10.10.10.3/vip_auth_pass",
        cluster.primary().node().parameters().vip().vipAuthPass().name());
    assertEquals("pg_admin_password", cluster.parameters().business().pgAdminPassword().name());
  }

  @Test
  void replacesTheAdminAddress() {
    Node node = fleet.nodes().get(1);
    assertEquals(List.of("10.10.10.10"), node.parameters().dns().nodeDnsServers());
    assertEquals(List.of("10.10.10.10 i.pigsty"), node.parameters().dns().nodeDefaultEtcHosts());
  }

  @Test
  void reachesNodesAsTheEnvironmentSays() {
    assertEquals(
        new Node.Connection("10.10.10.11", 22, Optional.of("admin"), true, Optional.empty()),
        fleet.nodes().get(1).connection());
  }
}
