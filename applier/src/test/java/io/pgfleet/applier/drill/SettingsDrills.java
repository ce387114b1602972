package io.pgfleet.applier.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.cluster.Members;
import io.pgfleet.applier.cluster.Ran;
import io.pgfleet.applier.fleet.Eventually;
import io.pgfleet.applier.fleet.FleetNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Files, baselines and pauses. */
final class SettingsDrills {
  private static final String CLUSTER = TestCluster.NAME;
  private static final Duration WHILE = Duration.ofSeconds(60);

  /** Longer than the lease of a leader in the profile fast, and some rounds of Patroni. */
  private static final int LONGER_THAN_A_LEASE = 40;

  private final Platform platform;
  private final Members members;

  SettingsDrills(Platform platform) {
    this.platform = platform;
    this.members = new Members(List.of(platform.node("pg-test-1"), platform.node("pg-test-2")));
  }

  /**
   * Once when the database is made, and neither again, nor after its file or its leader changed.
   */
  void aBaselineIsLoadedOnce(Seen seen) {
    platform.settled(members);
    platform.checkout().file("begins.sql", "create table t (id int);\ninsert into t values (1);\n");
    database("{ name: begins, owner: test, baseline: files/begins.sql }");
    platform.apply();
    assertEquals("1", in("begins", "select count(*) from t"));
    platform.nothingToDo();
    in("begins", "delete from t");
    platform.nothingToDo();
    assertEquals("0", in("begins", "select count(*) from t"), "people's changes stay");
    platform.checkout().file("begins.sql", "create table u (id int);\ninsert into t values (2);\n");
    platform.apply();
    assertEquals("0", in("begins", "select count(*) from t"), "another text is not loaded");
    assertEquals("", in("begins", "select to_regclass('u')"));
    platform.operate("switchover", CLUSTER, "--to", follower().name());
    platform.settled(members);
    platform.nothingToDo();
    assertEquals("0", in("begins", "select count(*) from t"), "another leader does not load it");
    in("postgres", "create database grown");
    in("grown", "create table mine (id int)");
    platform.checkout().file("grown.sql", "create table theirs (id int);\n");
    database("{ name: grown, owner: test, baseline: files/grown.sql }");
    platform.apply();
    assertEquals("", in("grown", "select to_regclass('theirs')"), "it had tables before");
    platform.nothingToDo();
    seen.note("loaded once; not again after a delete, another text, another leader");
  }

  /** What goes wrong in the middle leaves nothing behind, and the next text is loaded wholly. */
  void aBrokenBaselineLeavesNothing(Seen seen) {
    platform.settled(members);
    String good = "create table a (id int);\ninsert into a values (1);\n";
    platform.checkout().file("breaks.sql", good + "insert into nowhere values (1);\n");
    database("{ name: breaks, owner: test, baseline: files/breaks.sql }");
    platform.compile();
    Ran failed = platform.checkout().apply("--yes");
    assertNotEquals(0, failed.exit(), failed::toString);
    assertTrue((failed.out() + failed.err()).contains("nowhere"), failed::toString);
    assertEquals("", in("breaks", "select to_regclass('a')"));
    platform.checkout().file("breaks.sql", good);
    platform.apply();
    assertEquals("1", in("breaks", "select count(*) from a"));
    platform.nothingToDo();
    seen.note("exit %d, then loaded wholly", failed.exit());
  }

  /** Every server finds a file in its own directory; a changed one too, and a new copy has it. */
  void filesLieBesideTheData(Seen seen) throws SQLException {
    platform.settled(members);
    platform.checkout().file("notes.txt", "one\n");
    platform.checkout().insertBefore("# settings of the cluster", "pg_files: [files/notes.txt]");
    FleetNode leader = members.leader();
    try (Clients clients = Clients.on(Platform.test(follower(), 5433), "files")) {
      Ran applied = platform.apply();
      clients.goOn(WHILE);
      clients.tell(seen);
      seen.note("apply %.1f s", applied.seconds());
    }
    assertEquals(0, seen.lost());
    platform.settled(members);
    everyServerHas("one");
    platform.nothingToDo();
    platform.checkout().file("notes.txt", "two\n");
    platform.apply();
    platform.settled(members);
    everyServerHas("two");
    FleetNode replica = follower();
    platform.operate("reinit", replica.name(), "--yes", replica.name());
    platform.settled(members);
    everyServerHas("two");
    replica.runAsRoot("rm /pg/data/notes.txt").orFail();
    platform.apply();
    platform.settled(members);
    everyServerHas("two");
    platform.nothingToDo();
    seen.note("leader before %s, after %s", leader.name(), members.leader().name());
  }

  private void everyServerHas(String text) {
    for (FleetNode node : members.nodes()) {
      assertEquals(text, node.runAsRoot("cat /pg/data/notes.txt").orFail(), node.name());
      assertEquals("600 postgres", node.runAsRoot("stat -c '%a %U' /pg/data/notes.txt").orFail());
    }
  }

  /** Nobody is started or promoted by Patroni; an apply pauses again what was resumed. */
  void aPausedClusterIsLeftAlone(Seen seen) {
    platform.settled(members);
    platform.checkout().insertBefore("# settings of the cluster", "patroni_mode: pause");
    platform.apply();
    paused("true");
    platform.nothingToDo();
    FleetNode leader = members.leader();
    FleetNode other = follower();
    leader.runAsRoot("kill -INT $(head -n 1 /pg/data/postmaster.pid)").orFail();
    long begin = System.nanoTime();
    Eventually.within(
        Duration.ofSeconds(LONGER_THAN_A_LEASE + 10),
        "a lease has run out",
        () -> {
          assertTrue(!Platform.writable(other), "nobody is promoted in a paused cluster");
          return Platform.seconds(begin) > LONGER_THAN_A_LEASE;
        });
    assertEquals("", Members.sql(leader, "select 1"), "nobody started it");
    platform.operate("resume", CLUSTER);
    Eventually.within(
        WHILE, "one leads", () -> members.nodes().stream().anyMatch(Platform::writable));
    platform.settled(members);
    paused("false");
    platform.apply();
    paused("true");
    platform.checkout().remove("patroni_mode: pause");
    platform.apply();
    platform.operate("resume", CLUSTER);
    paused("false");
    platform.nothingToDo();
    seen.note("nobody led for %d s while it was paused", LONGER_THAN_A_LEASE);
  }

  private void paused(String expected) {
    for (FleetNode node : members.nodes()) {
      String ask =
          "curl -s -m 5 http://" + node.address() + ":8008/patroni | jq -r '.pause // false'";
      Eventually.within(
          Duration.ofSeconds(30),
          node.name() + " says that paused is " + expected,
          () -> node.run(ask).out().equals(expected));
    }
  }

  private void database(String line) {
    platform.checkout().insertBefore("# further databases", "- " + line);
  }

  private FleetNode follower() {
    FleetNode leader = members.leader();
    return members.nodes().stream().filter(one -> one != leader).findFirst().orElseThrow();
  }

  private String in(String database, String query) {
    return members
        .leader()
        .run("sudo -u postgres psql -XAtqc \"" + query + "\" " + database)
        .orFail();
  }
}
