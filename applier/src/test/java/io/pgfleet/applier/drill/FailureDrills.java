package io.pgfleet.applier.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.cluster.Members;
import io.pgfleet.applier.fleet.Eventually;
import io.pgfleet.applier.fleet.FleetNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** What breaks by itself, while clients write. */
final class FailureDrills {
  /** Longer than the lease of a leader in the profile fast. */
  private static final int LONGER_THAN_A_LEASE = 35;

  private static final Duration RECOVERY = Duration.ofSeconds(60);

  private final Platform platform;
  private final TestCluster cluster;

  FailureDrills(Platform platform) {
    this.platform = platform;
    this.cluster = new TestCluster(platform);
  }

  void theServerIsKilled(Seen seen) throws SQLException {
    Members members = cluster.settled();
    FleetNode leader = members.leader();
    try (Clients clients = Clients.on(cluster.entryAwayFrom(leader), "server_killed")) {
      leader.runAsRoot("kill -9 $(head -n 1 /pg/data/postmaster.pid)").orFail();
      clients.goOn(RECOVERY);
      clients.tell(seen);
    }
    platform.settled(members);
    seen.note("leader before %s, after %s", leader.name(), members.leader().name());
    assertTrue(seen.gap() < 30, "the profile fast promises writes within 30 s");
    assertEquals(0, seen.lost(), "the server that was killed, or one that had it all, goes on");
  }

  void patroniIsKilled(Seen seen) throws SQLException {
    Members members = cluster.settled();
    FleetNode leader = members.leader();
    String start = Members.sql(leader, "select pg_postmaster_start_time()");
    try (Clients clients = Clients.on(cluster.entryAwayFrom(leader), "patroni_killed")) {
      leader.runAsRoot("kill -9 $(systemctl show -p MainPID --value patroni)").orFail();
      Eventually.within(
          Duration.ofSeconds(30),
          "Patroni is back",
          () -> Platform.list(leader).contains("Leader"));
      clients.goOn(RECOVERY);
      clients.tell(seen);
    }
    platform.settled(members);
    assertEquals(leader, members.leader(), "who leads stays the same");
    assertEquals(
        start, Members.sql(leader, "select pg_postmaster_start_time()"), "the server went on");
    assertEquals(0, seen.lost());
  }

  void aReplicaIsLost(Seen seen) throws SQLException {
    Members members = cluster.settled();
    FleetNode leader = members.leader();
    FleetNode lost = cluster.otherThan(leader);
    try (Clients clients = Clients.on(Platform.test(leader, 5433), "replica_lost");
        Reads reads = new Reads(Platform.test(leader, 5434))) {
      reads.goOn();
      lost.kill();
      reads.settle(RECOVERY);
      clients.goOn(RECOVERY);
      clients.tell(seen);
      seen.note(
          "reads on 5434: %d errors of %d, longest gap %.1f s",
          reads.errors(), reads.count(), reads.longestGapSeconds());
    }
    assertEquals(0, seen.errors(), "writers do not notice");
    assertEquals(0, seen.lost());
    long begin = System.nanoTime();
    lost.start();
    platform.settled(members);
    seen.note("it follows again %.1f s after its power is back", Platform.seconds(begin));
  }

  void oneMemberOfTheStoreIsLost(Seen seen) throws SQLException {
    storeIsGone(seen, List.of("infra-1"), "one_store");
  }

  void theWholeStoreIsLost(Seen seen) throws SQLException {
    storeIsGone(seen, List.of("infra-1", "pg-test-1", "pg-test-2"), "whole_store");
  }

  private void storeIsGone(Seen seen, List<String> names, String word) throws SQLException {
    Members members = cluster.settled();
    FleetNode leader = members.leader();
    try (Clients clients = Clients.on(cluster.entryAwayFrom(leader), word)) {
      for (String name : names) {
        platform.node(name).runAsRoot("systemctl stop etcd").orFail();
      }
      long begin = System.nanoTime();
      Eventually.within(
          Duration.ofSeconds(LONGER_THAN_A_LEASE + 10),
          "every lease has run out",
          () -> Platform.seconds(begin) > LONGER_THAN_A_LEASE);
      clients.goOn(Duration.ofSeconds(10));
      assertTrue(Platform.writable(leader), "the leader goes on while all members agree");
      for (String name : names) {
        platform.node(name).runAsRoot("systemctl start --no-block etcd").orFail();
      }
      Eventually.within(RECOVERY, "the store is back", () -> storeIsWell(names));
      clients.goOn(RECOVERY);
      clients.tell(seen);
    }
    platform.settled(members);
    assertEquals(leader, members.leader(), "who leads stays the same");
    assertEquals(0, seen.errors(), "writers do not notice");
    assertEquals(0, seen.lost());
  }

  private boolean storeIsWell(List<String> names) {
    return names.stream()
        .allMatch(
            name ->
                platform.node(name).runAsRoot("/usr/local/lib/pgfleet/etcd-health").code() == 0);
  }

  void theLeaderIsCutOff(Seen seen) throws SQLException {
    Members members = cluster.settled();
    FleetNode old = members.leader();
    List<FleetNode> rest = members.nodes().stream().filter(one -> one != old).toList();
    try (Primaries primaries = new Primaries(members.nodes());
        Clients clients = Clients.on(Platform.test(rest.get(0), 5433), "cut_off")) {
      old.unplug();
      long begin = System.nanoTime();
      Eventually.within(
          RECOVERY, "another leads", () -> rest.stream().anyMatch(Platform::writable));
      seen.note("another leads after %.1f s", Platform.seconds(begin));
      clients.goOn(RECOVERY);
      assertTrue(!Primaries.writable(old), "who is cut off takes no writes any more");
      old.plugIn();
      Eventually.within(
          Duration.ofSeconds(120),
          "it follows",
          () -> rest.stream().anyMatch(one -> Platform.writable(one) && Members.streams(one, old)));
      clients.tell(seen);
      seen.note(
          "%d looks past the network, %d saw two primaries",
          primaries.rounds(), primaries.twice().size());
      assertEquals(List.of(), primaries.twice(), "never two primaries");
    }
    platform.settled(members);
    assertTrue(seen.gap() < 45, "the rest goes on without it");
  }
}
