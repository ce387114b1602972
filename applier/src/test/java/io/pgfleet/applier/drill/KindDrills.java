package io.pgfleet.applier.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.cluster.Database;
import io.pgfleet.applier.cluster.Members;
import io.pgfleet.applier.fleet.Eventually;
import io.pgfleet.applier.fleet.FleetNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Each kind of replica does what it is for, and nothing that it is not for. */
final class KindDrills {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int MANY = 30;

  private final Platform platform;
  private final FleetNode first;
  private final FleetNode replica;
  private final FleetNode offline;
  private final FleetNode cascading;
  private final FleetNode delayed;
  private final FleetNode copy;
  private final FleetNode copysReplica;

  KindDrills(Platform platform) {
    this.platform = platform;
    this.first = platform.node("pg-test-1");
    this.replica = platform.node("pg-test-2");
    this.offline = platform.node("pg-test-3");
    this.cascading = platform.node("pg-test-4");
    this.delayed = platform.node("pg-test-5");
    this.copy = platform.node("pg-copy-1");
    this.copysReplica = platform.node("pg-copy-2");
  }

  void eachIsInTheList(Seen seen) {
    String list = Platform.list(first);
    assertTrue(row(list, first).contains("| Leader"), list);
    for (FleetNode one : List.of(replica, offline, cascading, delayed)) {
      assertTrue(row(list, one).contains("| Replica"), list);
    }
    assertTrue(row(list, cascading).contains("replicatefrom: pg-test-2"), list);
    for (FleetNode one : List.of(offline, delayed)) {
      assertTrue(row(list, one).contains("nofailover: true"), list);
    }
    String copies = Platform.list(copy);
    assertTrue(row(copies, copy).contains("Standby Leader"), copies);
    assertTrue(row(copies, copysReplica).contains("| Replica"), copies);
    seen.note("leader, replica, offline, cascading, delayed, standby leader, its replica");
  }

  /** What the list says of a member; its second tag and further ones stand in lines below. */
  private static String row(String list, FleetNode node) {
    return list.lines()
        .dropWhile(line -> !line.startsWith("| " + node.name() + " "))
        .takeWhile(line -> line.startsWith("| " + node.name() + " ") || line.startsWith("|  "))
        .collect(Collectors.joining("\n"));
  }

  void eachFollowsWhomItShould(Seen seen) {
    assertTrue(Members.streams(first, replica) && Members.streams(first, offline));
    assertTrue(Members.streams(replica, cascading) && !Members.streams(first, cascading));
    assertTrue(Members.streams(first, copy) && Members.streams(copy, copysReplica));
    Members.sql(first, "create table public.seen_by as select 1 id");
    for (FleetNode one : List.of(replica, offline, cascading, copy, copysReplica)) {
      Eventually.within(SOON, one.name() + " has it", () -> has(one));
    }
    assertEquals("1h", Members.sql(delayed, "show recovery_min_apply_delay"));
    assertFalse(has(delayed), "an hour has not passed");
    String got =
        "select pg_last_wal_receive_lsn() >= '"
            + Members.sql(first, "select pg_current_wal_lsn()")
            + "'";
    Eventually.within(SOON, "it has received it", () -> Members.sql(delayed, got).equals("t"));
    seen.note("the delayed one has received what it does not show yet");
  }

  private static boolean has(FleetNode node) {
    return Members.sql(node, "select to_regclass('public.seen_by') is not null").equals("t");
  }

  void eachIsInItsService(Seen seen) throws SQLException {
    Set<String> primary = answers(Platform.test(replica, 5433));
    Set<String> reads = answers(Platform.test(replica, 5434));
    Set<String> direct = answers(Platform.test(replica, 5436));
    Set<String> long_ =
        answers(new Database(replica.address(), 5438, "test", "dbuser_offline", "DBUser.Offline"));
    seen.note("5433 %s, 5434 %s, 5436 %s, 5438 %s", primary, reads, direct, long_);
    assertEquals(names(first), primary);
    assertEquals(names(first), direct);
    assertEquals(names(replica, cascading), reads, "neither offline nor delayed ones");
    assertEquals(names(replica, offline), long_, "the offline one, and the one that asked for it");
    Database copies = Platform.test(copysReplica, 5434);
    assertEquals("t", copies.ask("select pg_is_in_recovery()"));
    SQLException refused =
        assertThrows(SQLException.class, () -> copies.run("create table nothing ()"));
    assertEquals("25006", refused.getSQLState(), refused.getMessage());
    assertThrows(
        SQLException.class,
        () -> Platform.test(copysReplica, 5433).ask("select 1"),
        "nobody takes writes in a standby cluster");
  }

  private static Set<String> names(FleetNode... nodes) {
    Set<String> names = new TreeSet<>();
    for (FleetNode node : nodes) {
      names.add(node.name());
    }
    return names;
  }

  /**
   * Which members answer at an address; behind a pooler only the server's start tells them apart.
   */
  private Set<String> answers(Database database) throws SQLException {
    String start = "select extract(epoch from pg_postmaster_start_time())::text";
    Map<String, String> names = new HashMap<>();
    platform.nodes().forEach(node -> names.put(Members.sql(node, start), node.name()));
    Set<String> answered = new TreeSet<>();
    for (int i = 0; i < MANY; i++) {
      answered.add(names.get(database.ask(start)));
    }
    return answered;
  }

  void aSynchronousOneIsChosen(Seen seen) {
    platform.checkout().insertBefore("# settings of the cluster", "pg_rpo: 0");
    platform.apply();
    Eventually.within(
        SOON, "a synchronous standby", () -> Platform.list(first).contains("Sync Standby"));
    String list = Platform.list(first);
    for (FleetNode one : List.of(offline, delayed)) {
      assertFalse(row(list, one).contains("Sync"), list);
    }
    seen.note("%s", list.lines().filter(line -> line.contains("Sync")).findFirst().orElse(""));
  }

  void neitherOfflineNorDelayedOnesLead(Seen seen) {
    first.kill();
    long begin = System.nanoTime();
    Members able = new Members(List.of(replica, cascading));
    Eventually.within(
        SOON, "another leads", () -> able.nodes().stream().anyMatch(Platform::writable));
    seen.note("%s leads after %.1f s", able.leader().name(), Platform.seconds(begin));
    assertTrue(!Platform.writable(offline) && !Platform.writable(delayed));
    first.start();
    FleetNode leader = able.leader();
    Eventually.within(SOON, "the old one follows", () -> Members.streams(leader, first));
    Eventually.within(SOON, "the standby cluster follows", () -> Members.streams(first, copy));
  }

  /** Without its upstream, a standby cluster is a cluster like any other. */
  void aStandbyClusterBecomesItsOwn(Seen seen) throws SQLException {
    platform.checkout().replace(", pg_upstream: " + first.address() + " }", " }");
    double seconds = platform.apply().seconds();
    Eventually.within(SOON, "it leads", () -> Platform.writable(copy));
    Members.sql(copy, "create table public.of_its_own as select 1 id");
    Eventually.within(SOON, "its replica follows", () -> Members.streams(copy, copysReplica));
    assertEquals("", Members.sql(first, "select to_regclass('public.of_its_own')"));
    assertEquals("1", Platform.test(copysReplica, 5433).ask("select 1"));
    platform.nothingToDo();
    seen.note("apply %.1f s", seconds);
  }
}
