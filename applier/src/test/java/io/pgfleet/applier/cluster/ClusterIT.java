package io.pgfleet.applier.cluster;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.fleet.Fleet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
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
  private static final String SUBNET = "10.10.20.";
  private static final String META = SUBNET + "10";
  private static final String FIRST = SUBNET + "11";
  private static final String SECOND = SUBNET + "12";
  private static final String OFFLINE = SUBNET + "13";
  private static final List<String> ALL = List.of(META, FIRST, SECOND, OFFLINE);
  private static final List<String> PG_TEST = List.of(FIRST, SECOND, OFFLINE);

  @TempDir static Path folder;
  private static Checkout checkout;
  private static Fleet fleet;

  @BeforeAll
  static void bootNodes() {
    checkout = Checkout.of(folder, SUBNET);
    fleet = Fleet.boot(SUBNET, ALL, checkout.sshFolder());
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
  @Order(30)
  void eachServiceReachesTheInstanceItPromises() throws SQLException {
    String leader = leader();
    for (String entry : PG_TEST) {
      assertEquals("false", test(entry, 5433).ask("select pg_is_in_recovery()::text"));
      assertEquals(leader, test(entry, 5433).ask("select host(inet_server_addr())"));
      assertEquals("true", test(entry, 5434).ask("select pg_is_in_recovery()::text"));
      assertEquals(leader, test(entry, 5436).ask("select host(inet_server_addr())"));
      assertEquals(
          OFFLINE, offlineUser(entry, 5438).ask("select host(inet_server_addr())"));
    }
    assertTrue(
        pooled(5433) && !pooled(5436), "5433 goes through the pool, 5436 straight to the server");
  }

  /** Server side sessions opened by the pooler come from the server's own socket. */
  private boolean pooled(int port) throws SQLException {
    return "unix".equals(
        test(FIRST, port).ask("select case when inet_client_addr() is null then 'unix' else 'tcp' end"));
  }

  @Test
  @Order(40)
  void rolesAndDefaultPrivilegesBehaveAsDeclared() throws SQLException {
    Database owner = test(FIRST, 5433);
    owner.run(
        "CREATE TABLE IF NOT EXISTS made_later (id int)", "INSERT INTO made_later VALUES (1)");
    Database reader =
        new Database(FIRST, 5433, "test", "dbuser_ro", "DBUser.ReadOnly");
    assertEquals("1", reader.ask("select count(*) from made_later"));
    SQLException refused =
        assertThrows(SQLException.class, () -> reader.run("INSERT INTO made_later VALUES (2)"));
    assertEquals("42501", refused.getSQLState(), refused.getMessage());
    SQLException wrong =
        assertThrows(
            SQLException.class,
            () -> new Database(FIRST, 5436, "test", "test", "wrong").ask("select 1"));
    assertEquals("28P01", wrong.getSQLState(), wrong.getMessage());
  }

  @Test
  @Order(50)
  void aFullBackupExistsAndTheArchiveWorks() {
    for (String host : List.of(META, leader())) {
      String stanza = host.equals(META) ? "pg-meta" : "pg-test";
      Ran info =
          fleet.ssh(host, "sudo -u postgres pgbackrest --stanza=" + stanza + " info --output=json");
      assertTrue(info.out().contains("\"type\":\"full\""), info::toString);
      Ran checked = fleet.ssh(host, "sudo -u postgres pgbackrest --stanza=" + stanza + " check");
      assertEquals(0, checked.exit(), checked::toString);
    }
  }

  @Test
  @Order(60)
  void checksumsAreOnAndConnectionsVerifyAgainstTheCa() throws SQLException {
    assertEquals("on", test(FIRST, 5436).ask("show data_checksums"));
    Path ca = checkout.environmentFolder().resolve("pki/ca.crt");
    assertTrue(Files.isRegularFile(ca));
    try (Connection verified = test(FIRST, 5432).connectVerified(ca)) {
      assertEquals(
          "true",
          Database.ask(
              verified, "select ssl::text from pg_stat_ssl where pid = pg_backend_pid()"));
    }
    Ran portal =
        Ran.of(
            folder,
            java.util.Map.of(),
            List.of(
                "curl", "-fsS", "-m", "10", "--cacert", ca.toString(), "--resolve",
                "i.pigsty:443:" + META, "https://i.pigsty/"));
    assertEquals(0, portal.exit(), portal::toString);
    assertTrue(portal.out().contains("pg-test"), "the home page names the clusters");
  }

  @Test
  @Order(70)
  void aNewDatabaseAndUserTouchNothingElse() throws SQLException {
    SortedMap<String, String> before = processes();
    checkout.edit(
        text ->
            text.replaceFirst(
                    "(?m)^( *)pg_users:.*# users of pg-test$",
                    "$0\n$1  - { name: dbuser_new, password: DBUser.New, pgbouncer: true, roles: [ dbrole_readwrite ] }")
                .replaceFirst(
                    "(?m)^( *)pg_databases:.*# databases of pg-test$",
                    "$0\n$1  - { name: fresh, owner: dbuser_new }"));
    Ran compiled = checkout.compile("--commit");
    assertEquals(0, compiled.exit(), compiled::toString);
    assertEquals(2, checkout.apply("--plan").exit());
    Ran applied = checkout.apply("--yes");
    assertEquals(0, applied.exit(), applied::toString);
    assertEquals(before, processes(), applied::toString);
    Database fresh = new Database(SECOND, 5433, "fresh", "dbuser_new", "DBUser.New");
    assertEquals("dbuser_new", fresh.ask("select current_user"));
    assertNothingToDo();
  }

  @Test
  @Order(80)
  void aChangedHbaRuleReloadsAndRestartsNothing() {
    SortedMap<String, String> before = processes();
    checkout.edit(
        text ->
            text.replaceFirst(
                "(?m)^( *)pg_hba_rules:.*# rules of pg-test$",
                "$0\n$1  - { title: nobody from there, user: all, db: all, addr: 192.0.2.0/24, auth: deny, order: 10 }"));
    Ran compiled = checkout.compile("--commit");
    assertEquals(0, compiled.exit(), compiled::toString);
    Ran applied = checkout.apply("--yes");
    assertEquals(0, applied.exit(), applied::toString);
    assertEquals(before, processes(), applied::toString);
    for (String host : PG_TEST) {
      Ran seen =
          fleet.ssh(
              host,
              "sudo -u postgres psql -XAtc \"select count(*) from pg_hba_file_rules where address ="
                  + " '192.0.2.0'\"");
      assertEquals("1", seen.out().strip(), seen::toString);
    }
    assertNothingToDo();
  }

  @Test
  @Order(90)
  void killingThePrimarysNodeMovesTheLeaderAndLosesNoClient() throws Exception {
    String old = leader();
    String entry = PG_TEST.stream().filter(one -> !one.equals(old)).findFirst().orElseThrow();
    test(entry, 5433).run("CREATE TABLE IF NOT EXISTS drill (id bigint primary key)");
    try (Writes writes = new Writes(test(entry, 5433))) {
      Waiting.until("writes run", 30, () -> writes.count() > 100);
      fleet.kill(old);
      long killed = System.nanoTime();
      Waiting.until("a new leader", 60, () -> newLeader(entry, old));
      double tookOver = (System.nanoTime() - killed) / 1e9;
      int then = writes.count();
      Waiting.until("writes resume without a client change", 60, () -> writes.count() > then + 100);
      writes.close();
      List<Long> lost = new ArrayList<>();
      Database direct = test(entry, 5433);
      String present = direct.ask("select string_agg(id::text, ',') from drill");
      List<String> ids = List.of(present.split(","));
      java.util.Set<String> kept = new java.util.HashSet<>(ids);
      writes.acknowledged().stream().filter(id -> !kept.contains(id.toString())).forEach(lost::add);
      figure("failover: seconds to a new leader", tookOver);
      figure("failover: longest gap between acknowledged writes", writes.longestGapSeconds());
      System.out.printf(
          "figure: failover: acknowledged writes lost: %d of %d%n",
          lost.size(), writes.acknowledged().size());
      assertTrue(tookOver < 30, "the profile fast promises a leader within 30 s");
    }
    fleet.start(old);
    Waiting.until("the old node rejoins", 120, () -> streams(entry, old));
  }

  @Test
  @Order(100)
  void afterAFailoverAnApplyHasNothingToDo() {
    Waiting.until(
        "every replica streams again",
        60,
        () -> PG_TEST.stream().filter(h -> !h.equals(leader())).allMatch(h -> streams(leader(), h)));
    assertNothingToDo();
  }

  @Test
  @Order(110)
  void aClosedGateRollsTheNodeBackShowsTheLogAndExitsWithFive() {
    SortedMap<String, String> before = processes();
    checkout.edit(
        text ->
            text.replaceFirst(
                "(?m)^( *)pg_cluster: pg-test$",
                "$0\n$1haproxy_services: [ { name: broken, port: 5999, balance: nonsense, servers: [ { name:"
                    + " one, ip: 10.10.20.11, port: 5432 } ] } ]"));
    Ran compiled = checkout.compile("--commit");
    assertEquals(0, compiled.exit(), compiled::toString);
    Ran applied = checkout.apply("--yes");
    assertEquals(5, applied.exit(), applied::toString);
    assertTrue((applied.out() + applied.err()).contains("nonsense"), applied::toString);
    for (String host : PG_TEST) {
      Ran left = fleet.ssh(host, "sudo ls /etc/haproxy");
      assertFalse(left.out().contains("broken"), left::toString);
    }
    assertEquals(before, processes());
    assertAll(
        PG_TEST.stream()
            .map(host -> () -> assertEquals("1", test(host, 5433).ask("select 1"))));
  }

  private static void assertNothingToDo() {
    Ran again = checkout.apply("--yes");
    assertEquals(0, again.exit(), again::toString);
    assertTrue(again.out().contains("nothing to do"), again::toString);
  }

  private static Database test(String host, int port) {
    return new Database(host, port, "test", "test", "DBUser.Test");
  }

  private static Database offlineUser(String host, int port) {
    return new Database(host, port, "test", "dbuser_offline", "DBUser.Offline");
  }

  private static String leader() {
    for (String host : PG_TEST) {
      if (fleet.answers(host)
          && fleet.ssh(host, "sudo -u postgres psql -XAtc 'select pg_is_in_recovery()'").out().strip().equals("f")) {
        return host;
      }
    }
    throw new IllegalStateException("no member of pg-test leads");
  }

  private static boolean newLeader(String entry, String old) {
    return PG_TEST.stream()
        .filter(host -> !host.equals(old))
        .anyMatch(
            host ->
                fleet.ssh(host, "sudo -u postgres psql -XAtc 'select pg_is_in_recovery()'").out().strip().equals("f"));
  }

  private static boolean streams(String leader, String replica) {
    return fleet.answers(leader)
        && fleet
            .ssh(
                leader,
                "sudo -u postgres psql -XAtc \"select count(*) from pg_stat_replication where state ="
                    + " 'streaming' and client_addr = '"
                    + replica
                    + "'\"")
            .out()
            .strip()
            .equals("1");
  }

  /** Main process and start of every service and server, by host. */
  private static SortedMap<String, String> processes() {
    SortedMap<String, String> seen = new TreeMap<>();
    for (String host : ALL) {
      Ran units =
          fleet.ssh(
              host,
              "systemctl show -p Id,MainPID,InvocationID etcd patroni pgbouncer haproxy nginx dnsmasq"
                  + " keepalived chrony; sudo -u postgres psql -XAtc 'select pg_postmaster_start_time()'");
      seen.put(host, units.out());
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
