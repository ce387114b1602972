package io.pgfleet.compiler.module.pgsql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.Service;
import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Contribution.PhasedStep;
import io.pgfleet.compiler.module.Phase;
import io.pgfleet.compiler.module.RenderedFleet;
import io.pgfleet.compiler.module.Step;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Words of the inventory language mean here what its users know them to mean. */
final class ReferenceMeaningTest {
  private static final String STORE =
      """
      all:
        children:
          infra: { hosts: { 10.10.10.10: { infra_seq: 1 } } }
          etcd: { hosts: { 10.10.10.10: { etcd_seq: 1 } } }
      """;
  private static final String VARS =
      "  vars: { version: v4.0.0, admin_ip: 10.10.10.10, pg_version: 15 }\n";

  @TempDir Path directory;

  private Fleet fleet(String groups) {
    return ClusterFixture.of(directory, STORE + groups.indent(4) + VARS);
  }

  private static Map<?, ?> patroni(Fleet fleet, String host) {
    String text =
        RenderedFleet.of(new PgsqlModule(), fleet).text(host + ":/etc/patroni/patroni.yml");
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private static Object at(Object tree, String... path) {
    Object found = tree;
    for (String name : path) {
      found = found == null ? null : ((Map<?, ?>) found).get(name);
    }
    return found;
  }

  private static List<Service.Backend> backends(PgCluster cluster, String service) {
    return cluster.services().stream()
        .filter(one -> one.name().equals(service))
        .findFirst()
        .orElseThrow()
        .backends();
  }

  private static List<String> members(PgCluster cluster, String service) {
    return backends(cluster, service).stream().map(Service.Backend::name).toList();
  }

  @Test
  void aGroupsMapsAndListsReplaceThoseOfAllAsAWhole() {
    String inventory =
        STORE
            + """
            pg-test:
              hosts: { 10.10.10.11: { pg_seq: 1, pg_role: primary } }
              vars:
                pg_cluster: pg-test
                pg_parameters: { work_mem: 8MB }
                pg_hba_rules: [{ user: all, db: all, addr: 10.1.0.0/16, auth: pwd, title: own }]
            """
                .indent(4)
            + VARS.replace(
                " }\n",
                ", pg_parameters: { jit: 'off', work_mem: 1MB },"
                    + " pg_hba_rules: [{ user: all, db: all, addr: 10.2.0.0/16, auth: pwd,"
                    + " title: all }] }\n");
    PgCluster cluster = ClusterFixture.of(directory, inventory).clusters().get(0);
    assertEquals(Map.of("work_mem", "8MB"), cluster.parameters().bootstrap().pgParameters());
    assertEquals(1, cluster.parameters().business().pgHbaRules().size());
  }

  @Test
  void selectorsSeeWhatTheInventorySaysAndNoDefault() {
    PgCluster cluster =
        ClusterFixture.cluster(
            directory,
            """
            pg_services:
              - { name: weighty, port: 5450, selector: '[?pg_weight == `100`]' }
              - { name: online, port: 5451, selector: '[?!pg_offline_query]' }
              - { name: roles, port: 5452, selector: '[?pg_role == `replica`]' }
            """);
    assertEquals(List.of(), members(cluster, "weighty"));
    assertEquals(List.of("pg-test-1", "pg-test-2", "pg-test-3"), members(cluster, "online"));
    assertEquals(List.of("pg-test-2"), members(cluster, "roles"));
  }

  @Test
  void aGroupNeedNotBeCalledLikeItsCluster() {
    Fleet fleet =
        fleet(
            """
            somewhere:
              hosts: { 10.10.10.11: { pg_seq: 7, pg_role: primary } }
              vars: { pg_cluster: pg-test }
            """);
    assertEquals("pg-test-7", fleet.clusters().get(0).primary().name());
    assertEquals("pg-test", patroni(fleet, "10.10.10.11").get("scope"));
  }

  @Test
  void shardsOfADistributedDatabaseShareScopeAndHaveGroups() {
    Fleet fleet =
        fleet(
            """
            pg-shard0:
              hosts: { 10.10.10.11: { pg_seq: 1, pg_role: primary } }
              vars: &shard
                pg_cluster: pg-shard0
                pg_mode: citus
                pg_shard: pg-shard
                pg_group: 0
                pg_primary_db: shop
                pg_dbsu_password: Of.The.Shards
                pg_libs: citus
                pg_databases: [{ name: shop }]
            pg-shard1:
              hosts: { 10.10.10.12: { pg_seq: 1, pg_role: primary } }
              vars: { <<: *shard, pg_cluster: pg-shard1, pg_group: 1 }
            """);
    Map<?, ?> worker = patroni(fleet, "10.10.10.12");
    assertEquals("pg-shard", worker.get("scope"));
    assertEquals("pg-shard1-1", worker.get("name"));
    assertEquals(1, at(worker, "citus", "group"));
    assertEquals("shop", at(worker, "citus", "database"));
    assertEquals("pg-shard", at(worker, "etcd3", "username"));
    assertEquals("pg-shard1-primary", fleet.clusters().get(1).services().get(0).fullName());
    assertEquals(List.of("10.10.10.10", "10.10.10.12"), at(worker, "restapi", "allowlist"));
    Map<?, ?> coordinator = patroni(fleet, "10.10.10.11");
    Object callers = at(coordinator, "restapi", "allowlist");
    assertEquals(
        List.of("10.10.10.10", "10.10.10.11", "10.10.10.12"), callers, "workers tell it who leads");
    Map<String, List<String>> starts =
        RenderedFleet.of(new PgsqlModule(), fleet).contribution().steps().stream()
            .filter(one -> one.phase() == Phase.PGSQL_PRIMARY)
            .map(PhasedStep::step)
            .filter(one -> one.action() instanceof Action.Unit)
            .collect(
                Collectors.toMap(
                    Step::id, one -> one.where().nodes(), (a, b) -> a, LinkedHashMap::new));
    assertEquals(
        "{pgsql.primary=[10.10.10.11], pgsql.worker=[10.10.10.12]}",
        starts.toString(),
        "the group that coordinates comes first");
  }

  @Test
  void whicheverMemberLeadsAShardLogsInToTheOthersAsItsUsers() {
    Fleet fleet =
        fleet(
            """
            pg-shard0:
              hosts:
                10.10.10.11: { pg_seq: 1, pg_role: primary }
                10.10.10.12: { pg_seq: 2, pg_role: replica }
              vars:
                pg_cluster: pg-shard0
                pg_mode: citus
                pg_primary_db: shop
                pg_dbsu_password: Of.The.Shards
                pg_users: [{ name: seller, password: Of.The.Shop }]
                pg_databases: [{ name: shop }]
            """);
    RenderedFleet rendered = RenderedFleet.of(new PgsqlModule(), fleet);
    for (String host : List.of("10.10.10.11", "10.10.10.12")) {
      String passwords = rendered.text(host + ":/var/lib/pgsql/.pgpass");
      assertTrue(passwords.contains("*:*:*:seller:"), host);
    }
  }

  @Test
  void aReplicaThatCascadesNamesTheMemberAndNotItsAddress() {
    Fleet fleet =
        fleet(
            """
            pg-test:
              hosts:
                10.10.10.11: { pg_seq: 1, pg_role: primary }
                10.10.10.12: { pg_seq: 2, pg_role: replica }
                10.10.10.13: { pg_seq: 3, pg_role: replica, pg_upstream: 10.10.10.12 }
              vars: { pg_cluster: pg-test }
            """);
    assertEquals("pg-test-2", at(patroni(fleet, "10.10.10.13"), "tags", "replicatefrom"));
    assertEquals(null, at(patroni(fleet, "10.10.10.12"), "tags", "replicatefrom"));
  }

  @Test
  void aStandbyClusterFollowsItsUpstreamAsLateAsItSays() {
    Fleet fleet =
        fleet(
            """
            pg-test:
              hosts: { 10.10.10.11: { pg_seq: 1, pg_role: primary } }
              vars: { pg_cluster: pg-test, pg_delay: 1h }
            pg-copy:
              hosts: { 10.10.10.12: { pg_seq: 1, pg_role: primary, pg_upstream: 10.10.10.11 } }
              vars: { pg_cluster: pg-copy, pg_delay: 1h }
            """);
    Object copy = at(patroni(fleet, "10.10.10.12"), "bootstrap", "dcs", "standby_cluster");
    assertEquals("10.10.10.11", at(copy, "host"));
    assertEquals("1h", at(copy, "recovery_min_apply_delay"));
    Map<?, ?> leader = patroni(fleet, "10.10.10.11");
    assertEquals(null, at(leader, "bootstrap", "dcs", "standby_cluster"));
    assertFalse(leader.toString().contains("recovery_min_apply_delay"));
  }

  @Test
  void aFlagForOfflineQueriesKeepsAReplicaInItsOtherServices() {
    Fleet fleet =
        fleet(
            """
            pg-test:
              hosts:
                10.10.10.11: { pg_seq: 1, pg_role: primary }
                10.10.10.12: { pg_seq: 2, pg_role: replica, pg_offline_query: true }
                10.10.10.13: { pg_seq: 3, pg_role: offline }
              vars: { pg_cluster: pg-test }
            """);
    PgCluster cluster = fleet.clusters().get(0);
    assertEquals(
        List.of("pg-test-1 true", "pg-test-2 false", "pg-test-3 true"),
        backends(cluster, "replica").stream()
            .map(one -> one.name() + " " + one.backup())
            .sorted()
            .toList());
    assertEquals(List.of("pg-test-2", "pg-test-3"), members(cluster, "offline"));
    assertEquals(false, at(patroni(fleet, "10.10.10.12"), "tags", "nofailover"));
    assertEquals(true, at(patroni(fleet, "10.10.10.13"), "tags", "nofailover"));
  }

  @Test
  void backupsOfAClusterAreKeptUnderItsName() {
    RenderedFleet rendered = ClusterFixture.rendered(directory, "pg_rpo: 1");
    String conf = rendered.text("10.10.10.12:/etc/pgbackrest/pgbackrest.conf");
    assertTrue(conf.contains("\n[pg-test]\npg1-path=/pg/data\n"), conf);
  }

  @Test
  void offWithoutQuotesIsTheWordOff() {
    Fleet fleet =
        fleet(
            """
            pg-test:
              hosts: { 10.10.10.11: { pg_seq: 1, pg_role: primary } }
              vars: { pg_cluster: pg-test, patroni_watchdog_mode: off, node_firewall_mode: off }
            """);
    assertEquals("off", fleet.clusters().get(0).parameters().bootstrap().patroniWatchdogMode());
    assertEquals("off", fleet.nodes().get(1).parameters().security().nodeFirewallMode());
    assertEquals("off", at(patroni(fleet, "10.10.10.11"), "watchdog", "mode"));
  }
}
