package io.pgfleet.applier.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.fleet.Eventually;
import io.pgfleet.applier.fleet.FleetNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What people ask of a live cluster by name, once each. */
final class OperationsStory {
  private static final String CLUSTER = "pg-test";

  private final Checkout checkout;
  private final Members members;

  OperationsStory(Checkout checkout, Members members) {
    this.checkout = checkout;
    this.members = members;
  }

  /** The lead goes where it was asked to, and a plan tells beforehand. */
  void theLeadGoesWhereItIsAskedTo() {
    FleetNode old = members.leader();
    FleetNode next = otherThan(old);
    Ran plan = checkout.operate("switchover", CLUSTER, "--to", next.name(), "--plan");
    assertEquals(2, plan.exit(), plan::toString);
    assertTrue(plan.out().contains("give the lead away on " + old.name()), plan::toString);
    assertEquals(old, members.leader(), "a plan changes nothing");
    done("switchover", CLUSTER, "--to", next.name());
    assertEquals(next.name(), members.leader().name());
  }

  /** Every server restarts; what leads then was not restarted under its writers. */
  void everyServerRestartsAndAllFollowAgain() {
    SortedMap<String, String> before = starts();
    done("restart", CLUSTER);
    starts().forEach((name, start) -> assertNotEquals(before.get(name), start, name));
    everybodyFollows();
    SortedMap<String, String> then = starts();
    done("restart", CLUSTER, "--pending");
    assertEquals(then, starts(), "nothing waits for a restart");
    done("reload", CLUSTER);
    assertEquals(then, starts(), "a reload restarts nothing");
  }

  /** A replica is copied again; the leader refuses. */
  void aReplicaIsCopiedAgainAndTheLeaderIsNot() {
    FleetNode leader = members.leader();
    FleetNode replica = otherThan(leader);
    Ran unconfirmed = checkout.operate("reinit", replica.name());
    assertEquals(4, unconfirmed.exit(), unconfirmed::toString);
    Ran refused = checkout.operate("reinit", leader.name(), "--yes", leader.name());
    assertEquals(6, refused.exit(), refused::toString);
    assertTrue(refused.out().contains("give the lead to another member first"), refused::toString);
    replica.runAsRoot("touch /pg/data/left-over").orFail();
    done("reinit", replica.name(), "--yes", replica.name());
    assertTrue(!(replica.runAsRoot("test -e /pg/data/left-over").code() == 0), "it is a new copy");
    everybodyFollows();
  }

  /** While it is paused nobody takes over; afterwards all is as before. */
  void aPausedClusterStaysAsItIs() {
    FleetNode leader = members.leader();
    done("pause", CLUSTER);
    String state = leader.run("curl -s http://" + leader.address() + ":8008/patroni").out();
    assertTrue(state.replace(" ", "").contains("\"pause\":true"), state);
    done("resume", CLUSTER);
  }

  /** A dropped table comes back, the cluster takes writes, and its replicas follow. */
  void aDroppedTableComesBack(Database writer) throws SQLException {
    done("backup", CLUSTER, "--type", "full");
    FleetNode leader = members.leader();
    sql(leader, "create table public.precious as select generate_series(1, 1000) id");
    sql(leader, "select pg_switch_wal()");
    String before = sql(leader, "select clock_timestamp()");
    Eventually.within(
        Duration.ofSeconds(10),
        "a moment passes",
        () ->
            sql(leader, "select clock_timestamp() > '" + before + "'::timestamptz + '2 s'")
                .equals("t"));
    sql(leader, "drop table public.precious");
    sql(leader, "create table public.later (id int)");
    Ran early =
        checkout.operate("restore", CLUSTER, "--time", "2001-01-01 00:00:00+00", "--yes", CLUSTER);
    assertEquals(6, early.exit(), early::toString);
    assertTrue(early.out().contains("the first backup ended at"), early::toString);
    done("restore", CLUSTER, "--time", before, "--yes", CLUSTER);
    FleetNode restored = members.leader();
    assertEquals(leader.name(), restored.name());
    assertEquals("1000", sql(restored, "select count(*) from public.precious"));
    assertEquals("", sql(restored, "select to_regclass('public.later')"));
    writer.run("CREATE TABLE after_restore (id int)", "INSERT INTO after_restore VALUES (1)");
    everybodyFollows();
    for (FleetNode node : members.nodes()) {
      Eventually.within(
          Duration.ofSeconds(30),
          node.name() + " has what was written after the restore",
          () ->
              node.run("sudo -u postgres psql -XAtc 'select count(*) from after_restore' test")
                  .out()
                  .equals("1"));
    }
  }

  private FleetNode otherThan(FleetNode leader) {
    return members.nodes().stream().filter(node -> node != leader).findFirst().orElseThrow();
  }

  private static String sql(FleetNode node, String query) {
    return Members.sql(node, query);
  }

  private SortedMap<String, String> starts() {
    SortedMap<String, String> starts = new TreeMap<>();
    members
        .nodes()
        .forEach(node -> starts.put(node.name(), sql(node, "select pg_postmaster_start_time()")));
    return starts;
  }

  private void everybodyFollows() {
    FleetNode leader = members.leader();
    Eventually.within(
        Duration.ofSeconds(60), "every replica streams", () -> members.allStreamFrom(leader));
  }

  private Ran done(String... words) {
    Ran ran = checkout.operate(words);
    assertEquals(0, ran.exit(), () -> String.join(" ", List.of(words)) + "\n" + ran);
    System.out.printf("figure: apply run %s: %.2f s%n", words[0], ran.seconds());
    return ran;
  }
}
