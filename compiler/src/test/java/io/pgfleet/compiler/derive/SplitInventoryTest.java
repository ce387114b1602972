package io.pgfleet.compiler.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgfleet.compiler.Folders;
import io.pgfleet.compiler.SandboxFleet;
import io.pgfleet.compiler.diagnostic.Diagnostic;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.inventory.Scopes;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.Service;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One inventory in many files: groups inside groups, values of groups in files and folders, hosts
 * with files of their own, a standby cluster, a mount of a floating address.
 */
final class SplitInventoryTest {
  private static final Path SHAPE =
      SandboxFleet.root().resolve("compiler/src/test/resources/shapes/split");

  @TempDir Path directory;

  private final Diagnostics diagnostics = new Diagnostics();
  private Scopes scopes;
  private Fleet fleet;

  @BeforeEach
  void read() {
    Path inventories = directory.resolve("inventories");
    Folders.copy(SHAPE, inventories.resolve("split"));
    scopes = SandboxFleet.scopes(inventories, "split", new Diagnostics());
    fleet = SandboxFleet.read(inventories, "split", diagnostics);
  }

  private List<String> chain(String host, String parameter) {
    return scopes.hosts().stream()
        .filter(one -> one.host().equals(host))
        .findFirst()
        .orElseThrow()
        .chain(parameter)
        .stream()
        .map(SplitInventoryTest::link)
        .toList();
  }

  private static String link(Scope.Effective one) {
    String file = one.setting().name().file().replaceFirst("^.*/split/", "");
    return one.level() + ": " + JsonForm.visible(one.value()).asText() + " in " + file;
  }

  private PgCluster cluster(String name) {
    return fleet.cluster(name).orElseThrow();
  }

  @Test
  void mergesDefaultThenAllThenGroupsByDepthThenTheHost() {
    assertEquals(
        List.of(
            "default: oltp in schema/v4.0/params/node.schema.json",
            "all: oltp in group_vars/all.yml",
            "group tuned: olap in hosts.yml",
            "host 10.20.1.11: crit in host_vars/10.20.1.11.yml"),
        chain("10.20.1.11", "node_tune"));
    assertEquals(
        List.of(
            "default: norm in schema/v4.0/params/pgsql.schema.json",
            "group dc1: fast in group_vars/dc1.yaml",
            "group pg-orders: 45 in group_vars/pg-orders/main.yml"),
        chain("10.20.1.12", "pg_rto"));
    assertEquals("fast", cluster("pg-stock").parameters().bootstrap().pgRto());
    assertEquals("norm", cluster("pg-orders-dr").parameters().bootstrap().pgRto());
  }

  @Test
  void namesNodesAfterTheirServers() {
    assertEquals(
        List.of(
            "10.20.0.10",
            "10.20.0.11",
            "10.20.0.12",
            "pg-orders-1",
            "pg-orders-2",
            "pg-orders-3",
            "pg-stock-1",
            "pg-stock-2",
            "pg-orders-dr-1",
            "pg-orders-dr-2"),
        fleet.nodes().stream().map(Node::name).toList());
  }

  @Test
  void replacesPlaceholdersWhereTheyMeanSomething() {
    Node node = fleet.nodes().get(0);
    assertEquals(List.of("10.20.0.10 a.pigsty i.pigsty"), node.parameters().dns().nodeEtcHosts());
    assertEquals(
        Optional.of("10.20.0.10:8088"),
        fleet.infra().get(0).portal().infraPortal().get("docs").endpoint());
    assertEquals(
        "10.20.1.12,10.20.1.2,127.0.0.1",
        cluster("pg-orders").instances().get(1).parameters().bootstrap().pgListen());
  }

  @Test
  void choosesTheMembersOfAServiceByWhatTheInventorySaysOfThem() {
    Service service =
        cluster("pg-orders").services().stream()
            .filter(one -> one.name().equals("standby"))
            .findFirst()
            .orElseThrow();
    assertEquals(
        List.of("pg-orders-2:6432/50 false", "pg-orders-1:6432/100 true"),
        service.backends().stream()
            .map(one -> one.name() + ":" + one.port() + "/" + one.weight() + " " + one.backup())
            .toList());
    Service offline =
        cluster("pg-stock").services().stream()
            .filter(one -> one.name().equals("offline"))
            .findFirst()
            .orElseThrow();
    assertEquals(
        List.of("pg-stock-2"), offline.backends().stream().map(Service.Backend::name).toList());
  }

  @Test
  void readsWordsOfYamlAsTheyWereMeant() {
    assertEquals(true, cluster("pg-orders").parameters().business().pgUsers().get(0).pgbouncer());
    assertEquals(
        List.of("10.20.0.0/16"),
        fleet.nodes().get(3).parameters().security().nodeFirewallIntranet());
  }

  @Test
  void reachesHostsAsTheirFilesSay() {
    assertEquals(
        new Node.Connection(
            "orders-1.dc1.example", 2222, Optional.of("deploy"), true, Optional.empty()),
        fleet.nodes().get(3).connection());
    assertEquals(Optional.of("~/.ssh/dc1"), fleet.nodes().get(4).connection().keyFile());
  }

  @Test
  void letsAStandbyClusterFollowAndAReplicaCascade() {
    PgCluster standby = cluster("pg-orders-dr");
    assertEquals(Optional.of("10.20.1.11"), standby.parameters().identity().pgUpstream());
    assertEquals("30min", standby.parameters().bootstrap().pgDelay());
  }

  @Test
  void warnsOfNothingButWhatAnsibleDecidesOtherwiseAndAmbiguousWords() {
    assertEquals(
        List.of("I010", "Y101", "Y101"),
        diagnostics.sorted().stream()
            .filter(one -> !one.code().equals("P006"))
            .map(Diagnostic::code)
            .sorted()
            .toList());
  }
}
