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
import java.util.ArrayList;
import java.util.List;

/** Who belongs to the cluster and to the store changes, while clients write. */
final class MembershipDrills {
  private static final Duration WHILE = Duration.ofSeconds(60);

  private final Platform platform;
  private final TestCluster cluster;

  MembershipDrills(Platform platform) {
    this.platform = platform;
    this.cluster = new TestCluster(platform);
  }

  void aMemberIsAdded(Seen seen) throws SQLException {
    FleetNode leader = cluster.members().leader();
    try (Clients clients = Clients.on(cluster.entryAwayFrom(leader), "added")) {
      Ran applied = cluster.addThird();
      seen.note("apply %.1f s", applied.seconds());
      clients.goOn(WHILE);
      clients.tell(seen);
    }
    platform.settled(cluster.members());
    assertEquals(0, seen.errors(), "writers do not notice");
    assertEquals(0, seen.lost());
    List<String> forgotten = placesThatName("pg-test-2", "pg-test-3");
    assertEquals(List.of(), forgotten, "what names one member names the other");
    assertEquals(
        "1", new Database(cluster.third().address(), 5433, "test", "test", "test").ask("select 1"));
    platform.nothingToDo();
  }

  void aMemberIsRemoved(Seen seen) throws SQLException {
    Members members = cluster.settled();
    if (members.leader() == cluster.third()) {
      platform.operate("switchover", TestCluster.NAME, "--to", "pg-test-1");
    }
    FleetNode leader = members.leader();
    try (Clients clients = Clients.on(Platform.test(leader, 5433), "removed")) {
      Ran removed = platform.operate("remove-member", "pg-test-3", "--yes", "pg-test-3");
      clients.goOn(WHILE);
      Ran applied = cluster.forgetThird();
      seen.note("operation %.1f s, apply %.1f s", removed.seconds(), applied.seconds());
      clients.goOn(WHILE);
      clients.tell(seen);
    }
    assertEquals(0, seen.errors(), "writers do not notice");
    assertEquals(0, seen.lost());
    assertEquals(List.of(), placesThatName("pg-test-3", "nobody"), "nothing names it any more");
    assertFalse(Platform.list(leader).contains("pg-test-3"), "Patroni has forgotten it");
    assertEquals(
        "",
        Members.sql(
            leader, "select slot_name from pg_replication_slots where slot_name = 'pg_test_3'"));
    assertNotEquals(0, cluster.third().runAsRoot("test -e /pg/data/PG_VERSION").code());
    platform.nothingToDo();
  }

  /** Files of nodes, apart from the two, that name one member and not the other. */
  private List<String> placesThatName(String one, String other) {
    String find =
        "grep -rlwF -- %s /etc /data/infra /var/lib/postgresql 2>/dev/null | grep -v '^/etc/etcd/'"
            .formatted(one);
    List<String> places = new ArrayList<>();
    for (FleetNode node : platform.nodes()) {
      if (node.name().equals(one) || node.name().equals(other)) {
        continue;
      }
      node.runAsRoot(find)
          .out()
          .lines()
          .filter(file -> !file.isBlank())
          .filter(file -> node.runAsRoot("grep -qwF -- " + other + " " + file).code() != 0)
          .forEach(file -> places.add(node.name() + ":" + file));
    }
    // a record of names, and a page of the portal, have a file for each member
    places.removeIf(place -> place.substring(place.lastIndexOf('/')).contains(one));
    return places;
  }

  void aMemberIsMadeToLead(Seen seen) throws SQLException {
    Members members = cluster.settled();
    FleetNode old = members.leader();
    FleetNode next = cluster.otherThan(old);
    Ran unconfirmed =
        platform.checkout().operate("failover", TestCluster.NAME, "--to", next.name());
    assertEquals(4, unconfirmed.exit(), unconfirmed::toString);
    try (Clients clients = Clients.on(cluster.entryAwayFrom(old), "failover")) {
      Ran done =
          platform.operate(
              "failover", TestCluster.NAME, "--to", next.name(), "--yes", TestCluster.NAME);
      seen.note("operation %.1f s", done.seconds());
      clients.goOn(WHILE);
      clients.tell(seen);
    }
    assertEquals(next, members.leader());
    platform.settled(members);
  }

  void aSynchronousClusterLosesNothing(Seen seen) throws SQLException {
    if (!platform.checkout().says("pg_rpo: 0")) {
      platform.checkout().insertBefore("# settings of the cluster", "pg_rpo: 0");
      platform.apply();
    }
    Members members = cluster.settled();
    FleetNode old = members.leader();
    Eventually.within(
        WHILE, "a synchronous standby", () -> Platform.list(old).contains("Sync Standby"));
    FleetNode entry = cluster.otherThan(old);
    try (Clients clients = Clients.on(Platform.test(entry, 5433), "synchronous")) {
      old.kill();
      long begin = System.nanoTime();
      Eventually.within(WHILE, "another leads", () -> members.anotherLeads(old));
      seen.note("another leads after %.1f s", Platform.seconds(begin));
      clients.goOn(WHILE);
      clients.tell(seen);
    }
    old.start();
    platform.settled(members);
    assertEquals(0, seen.lost(), "an acknowledged write is never lost");
  }

  void aMemberOfTheStoreIsReplaced(Seen seen) throws SQLException {
    Members members = cluster.settled();
    FleetNode leader = members.leader();
    String before = storeMember("etcd-3");
    try (Clients clients = Clients.on(cluster.entryAwayFrom(leader), "store_replaced")) {
      Ran done = platform.operate("etcd-replace-member", "etcd-3", "--yes", "etcd-3");
      seen.note("operation %.1f s", done.seconds());
      clients.goOn(WHILE);
      clients.tell(seen);
    }
    assertEquals(0, seen.errors(), "writers do not notice");
    assertNotEquals(before, storeMember("etcd-3"), "it is a new member");
    platform.nothingToDo();
  }

  void aMemberOfTheStoreGoesAndComesBack(Seen seen) throws SQLException {
    Members members = cluster.settled();
    FleetNode leader = members.leader();
    String line = platform.node("pg-test-2").address() + ": { etcd_seq: 3 }";
    try (Clients clients = Clients.on(cluster.entryAwayFrom(leader), "store_member")) {
      platform.operate("etcd-remove-member", "etcd-3", "--yes", "etcd-3");
      platform.checkout().remove("etcd_seq: 3");
      platform.apply();
      assertEquals("", storeMember("etcd-3"));
      platform.nothingToDo();
      clients.goOn(WHILE);
      platform.checkout().insertBefore("# further members of the store", line);
      platform.apply();
      assertTrue(storeMember("etcd-3").contains("started"));
      platform.nothingToDo();
      clients.goOn(WHILE);
      clients.tell(seen);
    }
    assertEquals(0, seen.errors(), "writers do not notice");
  }

  private String storeMember(String name) {
    String list =
        platform
            .node("infra-1")
            .runAsRoot(". /usr/local/lib/pgfleet/etcd-common.sh; admin $CLIENT member list")
            .orFail();
    return list.lines().filter(one -> one.contains(" " + name + ",")).findFirst().orElse("");
  }

  /**
   * Two of three machines are gone, and with them the quorum of the store: people make what is left
   * of it a store of its own, and the survivor leads. The lost ones come back as new machines.
   */
  void twoOfThreeAreLost(Seen seen) throws SQLException {
    Members members = cluster.settled();
    FleetNode survivor = cluster.third();
    if (members.leader() == survivor) {
      platform.operate("switchover", TestCluster.NAME, "--to", "pg-test-1");
    }
    try (Clients clients = Clients.on(Platform.test(survivor, 5433), "two_lost")) {
      platform.node("pg-test-1").kill();
      platform.node("pg-test-2").kill();
      long begin = System.nanoTime();
      Eventually.within(WHILE, "reads go on", () -> answers(Platform.test(survivor, 5434)));
      seen.note("reads through 5434 after %.1f s", Platform.seconds(begin));
      assertFalse(Platform.writable(survivor), "without a quorum nobody is promoted by itself");
      Ran done = platform.operate("etcd-recover", "etcd-1", "--yes", "etcd-1");
      seen.note("operation %.1f s", done.seconds());
      Eventually.within(WHILE, "the survivor leads", () -> Platform.writable(survivor));
      clients.goOn(WHILE);
      clients.tell(seen);
    }
    platform.node("pg-test-1").renew();
    platform.node("pg-test-2").renew();
    Ran back = platform.apply();
    seen.note("two new machines are members again after an apply of %.1f s", back.seconds());
    platform.settled(members);
    assertTrue(storeMember("etcd-3").contains("started"));
    platform.nothingToDo();
  }

  private static boolean answers(Database database) {
    try {
      return "1".equals(database.ask("select 1"));
    } catch (SQLException e) {
      return false;
    }
  }
}
