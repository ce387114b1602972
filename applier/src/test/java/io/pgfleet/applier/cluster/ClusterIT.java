package io.pgfleet.applier.cluster;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.fleet.Answer;
import io.pgfleet.applier.fleet.Eventually;
import io.pgfleet.applier.fleet.Fleet;
import io.pgfleet.applier.fleet.FleetNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job on real nodes, read as a story: from bare machines to a live, self-healing platform.
 *
 * <p>One booted fleet serves all tests, so they run in the order of the story.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ClusterIT {
  @TempDir static Path folder;
  private static Checkout checkout;
  private static Fleet fleet;
  private static FleetNode meta;
  private static FleetNode first;
  private static FleetNode second;
  private static FleetNode offline;
  private static Members pgTest;

  @BeforeAll
  static void bootNodes() {
    fleet =
        Fleet.boot(
            folder.resolve("inventories/sandbox/.ssh"),
            "pg-meta-1",
            "pg-test-1",
            "pg-test-2",
            "pg-test-3");
    checkout = Checkout.of(folder, fleet);
    meta = fleet.node("pg-meta-1");
    first = fleet.node("pg-test-1");
    second = fleet.node("pg-test-2");
    offline = fleet.node("pg-test-3");
    pgTest = new Members(List.of(first, second, offline));
  }

  @AfterAll
  static void removeNodes() {
    if (fleet != null) {
      fleet.close();
    }
  }

  @Test
  @Order(10)
  void bareNodesBecomeAPlatformInOneApply() {
    Ran compiled = checkout.compile("--commit");
    assertEquals(0, compiled.exit(), compiled::toString);
    Ran applied = checkout.apply("--yes");
    assertEquals(0, applied.exit(), applied::toString);
    figure("compile the first time", compiled.seconds());
    figure("apply from bare nodes", applied.seconds());
  }

  @Test
  @Order(20)
  void aSecondApplyHasNothingToDo() {
    List<Double> seconds = new ArrayList<>();
    SortedMap<String, String> before = processes();
    for (int i = 0; i < 5; i++) {
      Ran again = checkout.apply("--yes");
      assertEquals(0, again.exit(), again::toString);
      assertTrue(again.out().contains("nothing to do"), again::toString);
      seconds.add(again.seconds());
    }
    assertEquals(before, processes(), "an apply with nothing to do restarted something");
    assertEquals(0, checkout.apply("--plan").exit());
    figure("apply with nothing to do, median of 5", median(seconds));
    Ran check = checkout.compile("--check");
    assertEquals(0, check.exit(), check::toString);
  }

  @Test
  @Order(25)
  void theRealProgramsAcceptWhatWasRendered() {
    Acceptance acceptance = new Acceptance(folder.resolve("out/sandbox/nodes"));
    fleet.nodes().forEach(acceptance::ask);
    acceptance.accepted().forEach(System.out::println);
    assertTrue(acceptance.refusals().isEmpty(), () -> String.join("\n", acceptance.refusals()));
  }

  @Test
  @Order(30)
  void eachServiceReachesTheInstanceItPromises() throws SQLException {
    String leader = pgTest.leader().address();
    for (FleetNode entry : pgTest.nodes()) {
      assertEquals("false", test(entry, 5433).ask("select pg_is_in_recovery()::text"));
      assertEquals("true", test(entry, 5434).ask("select pg_is_in_recovery()::text"));
      assertEquals(leader, test(entry, 5436).ask("select host(inet_server_addr())"));
      assertEquals(
          offline.address(), offlineUser(entry, 5438).ask("select host(inet_server_addr())"));
    }
    assertTrue(
        pooled(5433) && !pooled(5436), "5433 goes through the pool, 5436 straight to the server");
  }

  /** Server side sessions opened by the pooler come from the server's own socket. */
  private boolean pooled(int port) throws SQLException {
    return "unix"
        .equals(
            test(first, port)
                .ask("select case when inet_client_addr() is null then 'unix' else 'tcp' end"));
  }

  @Test
  @Order(40)
  void rolesAndDefaultPrivilegesBehaveAsDeclared() throws SQLException {
    Database owner = test(first, 5433);
    owner.run(
        "CREATE TABLE IF NOT EXISTS made_later (id int)", "INSERT INTO made_later VALUES (1)");
    Database reader = new Database(first.address(), 5433, "test", "dbuser_ro", "DBUser.Ro");
    assertEquals("1", reader.ask("select count(*) from made_later"));
    SQLException refused =
        assertThrows(SQLException.class, () -> reader.run("INSERT INTO made_later VALUES (2)"));
    assertEquals("42501", refused.getSQLState(), refused.getMessage());
    SQLException wrong =
        assertThrows(
            SQLException.class,
            () -> new Database(first.address(), 5436, "test", "test", "wrong").ask("select 1"));
    assertEquals("28P01", wrong.getSQLState(), wrong.getMessage());
  }

  @Test
  @Order(50)
  void aFullBackupExistsAndTheArchiveWorks() {
    for (FleetNode node : List.of(meta, pgTest.leader())) {
      String stanza = node == meta ? "pg-meta" : "pg-test";
      String pgbackrest = "sudo -u postgres pgbackrest --stanza=" + stanza;
      String info = node.run(pgbackrest + " info --output=json").orFail();
      assertTrue(info.contains("\"type\":\"full\""), info);
      node.run(pgbackrest + " check").orFail();
    }
  }

  @Test
  @Order(60)
  void checksumsAreOnAndConnectionsVerifyAgainstTheCa() throws SQLException {
    assertEquals("on", test(first, 5436).ask("show data_checksums"));
    Path ca = checkout.environmentFolder().resolve("pki/ca.crt");
    assertTrue(Files.isRegularFile(ca));
    try (Connection verified = test(first, 5432).connectVerified(ca)) {
      assertEquals(
          "true",
          Database.ask(verified, "select ssl::text from pg_stat_ssl where pid = pg_backend_pid()"));
    }
    Ran portal =
        Ran.of(
            folder,
            Map.of(),
            List.of(
                "curl",
                "-fsS",
                "-m",
                "10",
                "--cacert",
                ca.toString(),
                "--resolve",
                "i.pigsty:443:" + meta.address(),
                "https://i.pigsty/"));
    assertEquals(0, portal.exit(), portal::toString);
    assertTrue(portal.out().contains("pg-test"), "the home page names the clusters");
  }

  @Test
  @Order(70)
  void aNewDatabaseAndUserTouchNothingElse() throws SQLException {
    SortedMap<String, String> before = processes();
    checkout.insertBefore(
        "- { name: dbuser_offline,",
        "- { name: dbuser_new, password: DBUser.New, pgbouncer: true, roles: [dbrole_readwrite] }");
    checkout.insertBefore("- { name: test, owner: test,", "- { name: fresh, owner: dbuser_new }");
    Ran compiled = checkout.compile("--commit");
    assertEquals(0, compiled.exit(), compiled::toString);
    assertEquals(2, checkout.apply("--plan").exit());
    Ran applied = checkout.apply("--yes");
    assertEquals(0, applied.exit(), applied::toString);
    assertEquals(before, processes(), applied::toString);
    Database fresh = new Database(second.address(), 5433, "fresh", "dbuser_new", "DBUser.New");
    assertEquals("dbuser_new", fresh.ask("select current_user"));
    assertNothingToDo();
  }

  @Test
  @Order(80)
  void aChangedHbaRuleReloadsAndRestartsNothing() {
    SortedMap<String, String> before = processes();
    checkout.insertBefore(
        "- { title: everybody from inside",
        "- { title: nobody from there, user: all, db: all, addr: 192.0.2.0/24, auth: deny, order: 10 }");
    Ran compiled = checkout.compile("--commit");
    assertEquals(0, compiled.exit(), compiled::toString);
    Ran applied = checkout.apply("--yes");
    assertEquals(0, applied.exit(), applied::toString);
    assertEquals(before, processes(), applied::toString);
    for (FleetNode node : pgTest.nodes()) {
      assertEquals(
          "1",
          Members.sql(node, "select count(*) from pg_hba_file_rules where address = '192.0.2.0'"));
    }
    assertNothingToDo();
  }

  @Test
  @Order(90)
  void killingThePrimarysNodeMovesTheLeaderAndLosesNoClient() throws SQLException {
    FleetNode old = pgTest.leader();
    FleetNode entry = pgTest.nodes().stream().filter(one -> one != old).findFirst().orElseThrow();
    test(entry, 5433).run("CREATE TABLE IF NOT EXISTS drill (id bigint primary key)");
    try (Writes writes = new Writes(test(entry, 5433))) {
      Eventually.within(Duration.ofSeconds(30), "writes run", () -> writes.count() > 100);
      old.kill();
      long killed = System.nanoTime();
      Eventually.within(Duration.ofSeconds(60), "a new leader", () -> pgTest.anotherLeads(old));
      double tookOver = (System.nanoTime() - killed) / 1e9;
      int then = writes.count();
      Eventually.within(
          Duration.ofSeconds(60),
          "writes resume without a client change",
          () -> writes.count() > then + 100);
      writes.stop();
      List<Long> lost = new ArrayList<>();
      Database direct = test(entry, 5433);
      String present = direct.ask("select string_agg(id::text, ',') from drill");
      List<String> ids = List.of(present.split(","));
      Set<String> kept = new HashSet<>(ids);
      writes.acknowledged().stream().filter(id -> !kept.contains(id.toString())).forEach(lost::add);
      figure("failover: seconds to a new leader", tookOver);
      figure("failover: longest gap between acknowledged writes", writes.longestGapSeconds());
      System.out.printf(
          "figure: failover: acknowledged writes lost: %d of %d%n",
          lost.size(), writes.acknowledged().size());
      assertTrue(tookOver < 30, "the profile fast promises a leader within 30 s");
    }
    old.start();
    Eventually.within(
        Duration.ofSeconds(120), "the old node rejoins", () -> Members.streams(entry, old));
  }

  @Test
  @Order(100)
  void afterAFailoverAnApplyHasNothingToDo() {
    everyReplicaStreams();
    assertNothingToDo();
  }

  @Test
  @Order(105)
  void whatPeopleAskOfALiveClusterByNameIsDone() throws SQLException {
    OperationsStory story = new OperationsStory(checkout, pgTest);
    story.theLeadGoesWhereItIsAskedTo();
    story.everyServerRestartsAndAllFollowAgain();
    story.aPausedClusterStaysAsItIs();
    story.aReplicaIsCopiedAgainAndTheLeaderIsNot();
    story.aDroppedTableComesBack(test(first, 5433));
    assertNothingToDo();
  }

  @Test
  @Order(110)
  void aClosedGateRollsTheNodeBackShowsTheLogAndExitsWithFive() {
    everyReplicaStreams();
    SortedMap<String, String> before = processes();
    checkout.insertBefore(
        "vip_vrid: 103",
        "haproxy_services: [ { name: broken, port: 5999, options: [ nonsense ],"
            + " servers: [ { name: one, ip: 192.0.2.1, port: 5432 } ] } ]");
    Ran compiled = checkout.compile("--commit");
    assertEquals(0, compiled.exit(), compiled::toString);
    Ran applied = checkout.apply("--yes");
    assertEquals(5, applied.exit(), applied::toString);
    assertTrue((applied.out() + applied.err()).contains("nonsense"), applied::toString);
    for (FleetNode node : pgTest.nodes()) {
      String left = node.runAsRoot("ls /etc/haproxy").orFail();
      assertFalse(left.contains("broken"), left);
    }
    assertEquals(before, processes());
    assertAll(
        pgTest.nodes().stream()
            .map(node -> () -> assertEquals("1", test(node, 5433).ask("select 1"))));
  }

  private static void everyReplicaStreams() {
    FleetNode leader = pgTest.leader();
    Eventually.within(
        Duration.ofSeconds(60), "every replica streams", () -> pgTest.allStreamFrom(leader));
  }

  private static void assertNothingToDo() {
    Ran again = checkout.apply("--yes");
    assertEquals(0, again.exit(), again::toString);
    assertTrue(again.out().contains("nothing to do"), again::toString);
  }

  private static Database test(FleetNode node, int port) {
    return new Database(node.address(), port, "test", "test", "test");
  }

  private static Database offlineUser(FleetNode node, int port) {
    return new Database(node.address(), port, "test", "dbuser_offline", "DBUser.Offline");
  }

  /** Main process and start of every service and server, by node. */
  private static SortedMap<String, String> processes() {
    SortedMap<String, String> seen = new TreeMap<>();
    for (FleetNode node : fleet.nodes()) {
      Answer units =
          node.run(
              "systemctl show -p Id,MainPID,InvocationID etcd patroni pgbouncer haproxy nginx dnsmasq"
                  + " keepalived chrony");
      seen.put(node.name(), units.out() + Members.sql(node, "select pg_postmaster_start_time()"));
    }
    return seen;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private static void figure(String what, double seconds) {
    System.out.printf("figure: %s: %.2f s%n", what, seconds);
  }
}
