package io.pgfleet.applier.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.cluster.Database;
import io.pgfleet.applier.cluster.Members;
import io.pgfleet.applier.cluster.Ran;
import io.pgfleet.applier.fleet.Eventually;
import io.pgfleet.applier.fleet.FleetNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Groups of a distributed database, with a stand-in for the extension: Patroni tells it who leads
 * where, and it keeps that and nothing else.
 */
final class ShardDrills {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String TLS = " sslmode=verify-full sslrootcert=/pg/cert/ca.crt ";

  private final Platform platform;
  private final Members coordinator;
  private final Members worker;
  private final FleetNode later;

  ShardDrills(Platform platform) {
    this.platform = platform;
    this.coordinator = members("pg-citus0-1", "pg-citus0-2");
    this.worker = members("pg-citus1-1", "pg-citus1-2");
    this.later = platform.node("pg-citus2-1");
  }

  private Members members(String... names) {
    return new Members(Stream.of(names).map(platform::node).toList());
  }

  /** What can be preloaded, whatever it does, is library enough. */
  void standIn() {
    for (FleetNode node : platform.nodes()) {
      for (String file : List.of("citus.control", "citus--1.sql")) {
        String text = Platform.text("citus/" + file).replace("'", "'\\''");
        node.runAsRoot("printf %s '" + text + "' >/usr/share/postgresql/15/extension/" + file)
            .orFail();
      }
      node.runAsRoot("cd /usr/lib/postgresql/15/lib && cp pgrowlocks.so citus.so").orFail();
    }
  }

  /** In the store, in lists, and in the catalog of the group that coordinates. */
  void eachGroupHasItsPlace(Seen seen) {
    String keys = keys();
    for (String one : List.of("/pg/pg-citus/0/leader", "/pg/pg-citus/1/leader")) {
      assertTrue(keys.contains(one), keys);
    }
    assertFalse(keys.contains("/pg/pg-citus0/") || keys.contains("/pg/pg-citus1/"), keys);
    FleetNode any = worker.nodes().get(1);
    String both = Platform.list(any);
    String first = list(any, 0);
    for (FleetNode node : coordinator.nodes()) {
      assertTrue(both.contains(node.name()) && first.contains(node.name()), both + first);
    }
    for (FleetNode node : worker.nodes()) {
      assertTrue(both.contains(node.name()) && !first.contains(node.name()), both + first);
      assertTrue(list(any, 1).contains(node.name()));
    }
    everyNodeIsKnown();
    for (FleetNode node : all()) {
      String libraries = Members.sql(node, "show shared_preload_libraries");
      assertTrue(libraries.startsWith("citus,"), libraries);
      assertEquals("logical", Members.sql(node, "show wal_level"));
      assertNotEquals("0", Members.sql(node, "show max_prepared_transactions"));
    }
    reachesWorkers();
    platform.nothingToDo();
    seen.note("%s", nodes(coordinator.leader()).replace("\n", ", "));
  }

  private List<FleetNode> all() {
    return Stream.concat(coordinator.nodes().stream(), worker.nodes().stream()).toList();
  }

  private String keys() {
    return platform
        .node("infra-1")
        .runAsRoot(
            ". /usr/local/lib/pgfleet/etcd-common.sh; admin $CLIENT get --prefix --keys-only /pg/")
        .orFail();
  }

  private static String list(FleetNode member, int group) {
    return member
        .runAsRoot("timeout 15 patronictl -c /etc/patroni/patroni.yml list --group " + group)
        .orFail();
  }

  private void everyNodeIsKnown() {
    Eventually.within(
        SOON,
        "the coordinating group knows both leaders",
        () -> nodes(coordinator.leader()).equals(expected(coordinator.leader(), worker.leader())));
  }

  private static String nodes(FleetNode node) {
    return in(node, "select groupid, nodename, nodeport from pg_dist_node order by 1");
  }

  private static String expected(FleetNode... leaders) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < leaders.length; i++) {
      lines.append(i == 0 ? "" : "\n").append(i).append('|').append(leaders[i].address());
      lines.append("|5432");
    }
    return lines.toString();
  }

  /** As its own user, whose password Patroni wrote down, and as that of people. */
  private void reachesWorkers() {
    String node = "'host=' || nodename || ' dbname=citus" + TLS;
    String select = "select dblink.x from pg_dist_node node, lateral public.dblink(";
    String answer = ", 'select 1') as dblink(x int) where groupid = 1";
    FleetNode from = coordinator.leader();
    assertEquals("1", in(from, select + node + "user=dbuser_citus'" + answer), from.name());
    String known = "user=postgres ' || (select authinfo from pg_dist_authinfo)";
    assertEquals("1", in(from, select + node + known + answer), from.name());
  }

  /** Addresses of a group are its own; writes of one are not seen in the other. */
  void eachGroupHasItsServices(Seen seen) throws SQLException {
    for (Members group : List.of(coordinator, worker)) {
      FleetNode leader = group.leader();
      String mark = "of_" + leader.name().replace('-', '_');
      for (FleetNode node : group.nodes()) {
        Eventually.within(SOON, "reads at " + node.name(), () -> answers(node, 5434));
        database(node, 5433).run("create table if not exists " + mark + " ()");
        assertEquals("f", database(node, 5436).ask("select pg_is_in_recovery()"));
        assertEquals("t", database(node, 5434).ask("select pg_is_in_recovery()"));
      }
      assertEquals(mark, in(leader, "select to_regclass('" + mark + "')"));
    }
    String theirs = "select count(*) from pg_class where relname like 'of_pg_citus%'";
    assertEquals("1", in(coordinator.leader(), theirs));
    assertEquals("1", in(worker.leader(), theirs));
    seen.note("5433, 5434, 5436 of both groups");
  }

  private static boolean answers(FleetNode node, int port) {
    try {
      return database(node, port).ask("select 1").equals("1");
    } catch (SQLException e) {
      return false;
    }
  }

  private static Database database(FleetNode node, int port) {
    return new Database(node.address(), port, "citus", "dbuser_citus", "DBUser.Citus");
  }

  /**
   * The worker tells so before it goes, and those who ask the coordinating group wait meanwhile.
   */
  void aWorkersLeadIsGivenAway(Seen seen) throws SQLException {
    platform.settled(worker);
    FleetNode leader = worker.leader();
    FleetNode heir = other(worker, leader);
    int turns = told().size();
    try (Clients clients = Clients.on(database(heir, 5433), "given")) {
      platform.operate("switchover", "pg-citus1", "--to", heir.name());
      clients.goOn(SOON);
      clients.tell(seen);
    }
    platform.settled(worker);
    everyNodeIsKnown();
    List<String> told = told();
    List<String> since = told.subList(turns, told.size());
    seen.note("told %s", String.join(", ", since));
    assertEquals(List.of(leader.address() + "-demoted", heir.address()), since);
    assertEquals(0, seen.lost());
    reachesWorkers();
  }

  private List<String> told() {
    return in(coordinator.leader(), "select nodename from citus.told order by turn")
        .lines()
        .toList();
  }

  private static FleetNode other(Members members, FleetNode than) {
    return members.nodes().stream().filter(one -> one != than).findFirst().orElseThrow();
  }

  void aWorkersLeaderIsLost(Seen seen) {
    platform.settled(worker);
    FleetNode leader = worker.leader();
    FleetNode heir = other(worker, leader);
    leader.kill();
    long begin = System.nanoTime();
    Eventually.within(SOON, "another leads", () -> Platform.writable(heir));
    seen.note("leads after %.1f s", Platform.seconds(begin));
    String expected = expected(coordinator.leader(), heir);
    Eventually.within(SOON, "it is told", () -> nodes(coordinator.leader()).equals(expected));
    seen.note("is known after %.1f s", Platform.seconds(begin));
    leader.start();
    platform.settled(worker);
    assertEquals(heir.name(), worker.leader().name());
    reachesWorkers();
  }

  /** Who coordinates now reaches the workers as all users, as the one before did. */
  void theCoordinatorsLeadIsGivenAway(Seen seen) throws SQLException {
    platform.settled(coordinator);
    FleetNode heir = other(coordinator, coordinator.leader());
    try (Clients clients = Clients.on(database(heir, 5433), "coordinated")) {
      platform.operate("switchover", "pg-citus0", "--to", heir.name());
      clients.goOn(SOON);
      clients.tell(seen);
    }
    platform.settled(coordinator);
    assertEquals(heir.name(), coordinator.leader().name());
    everyNodeIsKnown();
    reachesWorkers();
    assertEquals(0, seen.lost());
    platform.nothingToDo();
  }

  void aSettingReachesEveryGroup(Seen seen) {
    platform.checkout().replace("max_connections: 120", "max_connections: 140");
    Ran applied = platform.apply();
    for (FleetNode node : all()) {
      assertEquals("140", Members.sql(node, "show max_connections"), node.name());
    }
    platform.settled(coordinator);
    platform.settled(worker);
    everyNodeIsKnown();
    platform.nothingToDo();
    seen.note("apply %.1f s", applied.seconds());
  }

  /** Its keys lie beside those of the others, and its account is theirs too. */
  void aGroupComesAndGoes(Seen seen) {
    String line =
        later.address() + ": { pg_cluster: pg-citus2, pg_group: 2, pg_seq: 1, pg_role: primary }";
    platform.checkout().insertBefore("# further groups", line);
    Ran added = platform.apply();
    String expected = expected(coordinator.leader(), worker.leader(), later);
    Eventually.within(SOON, "it is known", () -> nodes(coordinator.leader()).equals(expected));
    platform.nothingToDo();
    Ran removed = platform.operate("remove-cluster", "pg-citus2", "--yes", "pg-citus2");
    String keys = keys();
    assertFalse(keys.contains("/pg/pg-citus/2/"), keys);
    assertTrue(keys.contains("/pg/pg-citus/0/leader") && keys.contains("/pg/pg-citus/1/leader"));
    platform.checkout().remove("pg_cluster: pg-citus2");
    Ran applied = platform.apply();
    platform.nothingToDo();
    platform.settled(coordinator);
    platform.settled(worker);
    reachesWorkers();
    seen.note(
        "added in %.1f s, removed in %.1f s, forgotten in %.1f s",
        added.seconds(), removed.seconds(), applied.seconds());
  }

  private static String in(FleetNode node, String query) {
    return node.run("sudo -u postgres psql -XAtqc \"" + query + "\" citus").orFail();
  }
}
