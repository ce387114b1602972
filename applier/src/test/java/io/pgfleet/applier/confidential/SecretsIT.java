package io.pgfleet.applier.confidential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pgfleet.applier.cluster.Database;
import io.pgfleet.applier.cluster.Members;
import io.pgfleet.applier.fleet.Eventually;
import io.pgfleet.applier.fleet.Fleet;
import io.pgfleet.applier.fleet.FleetNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sealed environment on real nodes, from bare machines over a rotated password to another
 * authority: nobody sees a secret who should not, and nobody is locked out.
 *
 * <p>One fleet serves all tests, in the order of the story; what is looked for grows with every
 * rotation, and the watches run from the first moment to the last.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SecretsIT {
  /**
   * Besides the files of the tree: what services keep in their own data, and the password file that
   * Patroni writes for the server.
   */
  private static final String KEPT =
      "/data/(etcd/member/wal|postgres/[^/]+/data)/.*|/data/postgres/[^/]+/conf/patroni.pgpass";

  /** A file that holds nothing but what cannot be turned back into a password. */
  private static final String HASHED = "/etc/nginx/.*htpasswd";

  private static final String STAGED = "/var/lib/pgfleet/stage/.*";
  private static final String COPIED = "/var/lib/pgfleet/replaced/.*";
  private static final String BESIDE = ".*/\\.([^/]+\\.)?pgfleet(/[^/]+)?";
  private static final String CONTROLLER = "controller";
  private static final String ASK = "psql -XAtw -c \"select 1\"";
  private static final String USER = "pg-test/pg_users/test";

  /** Runs for long enough that its processes are seen. */
  private static final String ETCD_WATCH = "/usr/local/lib/pgfleet/etcd-root watch /none";

  @TempDir static Path folder;
  private static Fleet fleet;
  private static SealedCheckout sealed;
  private static Members pgTest;
  private static Exporter exporter;
  private static Instant begin;
  private static final Needles NEEDLES = new Needles();
  private static ProcessWatch processes;
  private static ModeWatch modes;

  @BeforeAll
  static void bootNodes() {
    fleet =
        Fleet.boot(
            folder.resolve("inventories/sandbox/.ssh"), "pg-meta-1", "pg-test-1", "pg-test-2");
    sealed = SealedCheckout.of(folder, fleet);
    pgTest = new Members(fleet.nodes().subList(1, 3));
    ExporterPackage.install(infra());
    exporter = new Exporter(infra(), Planted.EXPORTER);
    begin = Instant.now();
    processes = ProcessWatch.start();
  }

  @AfterAll
  static void removeNodes() {
    if (processes != null) {
      processes.close();
    }
    if (modes != null) {
      modes.close();
    }
    if (fleet != null) {
      fleet.close();
    }
  }

  @Test
  @Order(10)
  void aSealedEnvironmentIsAppliedToBareNodes() throws IOException {
    sealed.seal();
    learn();
    assertTrue(NEEDLES.size() > 300, "only " + NEEDLES.size());
    sealed.compile();
    modes = new ModeWatch(NEEDLES);
    fleet.nodes().forEach(modes::add);
    modes.add(CONTROLLER, folder, Set.of("/inventories/sandbox/.ssh"));
    SealedCheckout.expect(0, sealed.apply("--yes"));
    assertNothingToDo();
  }

  @Test
  @Order(20)
  void aRotatedPasswordLocksNobodyOut() throws SQLException {
    String old = sealed.secrets().get(USER);
    SealedCheckout.expect(
        0,
        sealed.desk(
            "secrets",
            "rotate",
            USER,
            "pg_admin_password",
            "pg_monitor_password",
            "pg_replication_password",
            "pg_dbsu_password",
            "patroni_password",
            "haproxy_admin_password"));
    learn();
    String now = sealed.secrets().get(USER);
    sealed.compile();
    try (Attempts clients = new Attempts(200)) {
      for (FleetNode node : pgTest.nodes()) {
        for (int port : List.of(5433, 5434, 5436)) {
          clients.add(node + ":" + port, () -> login(node, port, old, now));
        }
      }
      clients.add("exporter", exporter::scrape);
      getIn(clients);
      SealedCheckout.expect(0, sealed.apply("--yes"));
      getIn(clients);
      assertNoneFailed("logins", clients);
    }
    assertTrue(exporter.getsInAgain(), "the exporter has the new password");
    assertToolsGetIn();
    for (FleetNode node : pgTest.nodes()) {
      for (int port : List.of(5433, 5436)) {
        assertEquals("1", database(node, port, now).ask("select 1"));
        assertThrows(SQLException.class, () -> database(node, port, old).ask("select 1"));
      }
    }
    replicasComeBackWithTheNewPassword();
    assertNothingToDo();
  }

  /** Those of people on the infrastructure's node, and of the server's own user on a member. */
  private static void assertToolsGetIn() {
    for (FleetNode node : pgTest.nodes()) {
      String there = " -h " + node.address() + " -d postgres -U ";
      assertEquals("1", infra().runAsRoot(ASK + there + "dbuser_dba").orFail());
      String own = "runuser -u postgres -- " + ASK + there;
      assertEquals("1", node.runAsRoot(own + "dbuser_monitor").orFail());
      assertEquals("1", node.runAsRoot(own + "dbuser_dba").orFail());
    }
    assertEquals("root", infra().runAsRoot("bash -lc 'etcdctl user list' | grep -x root").orFail());
    infra().runAsRoot("bash -lc 'timeout 3 " + ETCD_WATCH + "' || true");
  }

  private static FleetNode infra() {
    return fleet.nodes().get(0);
  }

  private static void replicasComeBackWithTheNewPassword() {
    FleetNode leader = pgTest.leader();
    assertTrue(pgTest.allStreamFrom(leader));
    Members.sql(leader, "select count(pg_terminate_backend(pid)) from pg_stat_replication");
    Eventually.within(
        Duration.ofSeconds(30), "replicas stream again", () -> pgTest.allStreamFrom(leader));
  }

  @Test
  @Order(30)
  void anotherAuthorityTakesOverWithoutAFailedHandshake() throws IOException {
    String before = Files.readString(sealed.checkout().environmentFolder().resolve("pki/ca.crt"));
    Instant start = Instant.now();
    try (Attempts clients = new Attempts(500)) {
      TlsClients tls = new TlsClients(clients, fleet);
      fleet.nodes().forEach(tls::of);
      tls.ofPortal(infra());
      getIn(clients);
      for (int phase = 1; phase <= 3; phase++) {
        SealedCheckout.expect(0, sealed.desk("pki", "rotate-ca", "--applied"));
        learn();
        sealed.compile();
        SealedCheckout.expect(0, sealed.apply("--yes"));
        System.out.println("phase " + phase + ": " + clients.failures());
        getIn(clients);
      }
      assertNoneFailed("handshakes", clients);
    }
    String after = Files.readString(sealed.checkout().environmentFolder().resolve("pki/ca.crt"));
    assertFalse(after.equals(before), "the authority is another one");
    for (FleetNode node : fleet.nodes()) {
      assertEquals("", complaints(node, start), node + " logged failed handshakes");
      assertEquals("200", answerOfThePortal(node), node + " trusts the portal by itself");
    }
    assertNothingToDo();
  }

  /** Asked by a program that knows no authorities but those of its system. */
  private static String answerOfThePortal(FleetNode node) {
    String portal = "i.pigsty:443:" + infra().address();
    return node.run(
            "curl -sS -m 10 -o /dev/null -w %{http_code} --resolve " + portal + " https://i.pigsty")
        .orFail();
  }

  /** What the services of a node themselves say of handshakes that failed. */
  private static String complaints(FleetNode node, Instant since) {
    return node.runAsRoot(
            "journalctl -q -o cat --since @"
                + since.getEpochSecond()
                + " -u etcd -u patroni -u nginx -u haproxy | grep -iE"
                + " \"bad certificate|unknown (certificate )?authority|certificate verify failed|x509\""
                + " | head -20; grep -hE \"could not accept SSL|certificate verify failed\""
                + " /pg/log/postgres/*.csv | head -20")
        .out();
  }

  @Test
  @Order(90)
  void noSecretIsSeenWhereItDoesNotBelong() throws IOException {
    processes.close();
    assertTrue(processes.rounds() > 100, "only " + processes.rounds() + " rounds");
    Hits hits = new Hits(NEEDLES);
    processes
        .seen()
        .forEach(one -> hits.look("a process " + one.replaceAll("(?s)\\W.{60,}", "…"), one));
    sealed.said().forEach(one -> hits.look("printed", one));
    sealed.unpackObjects();
    hits.lookThrough(folder, sealed.identity());
    hits.lookAround(begin);
    for (FleetNode node : fleet.nodes()) {
      hits.look(node + " journal", node.runAsRoot("journalctl -q -a -o cat").orFail());
      NodeSearch.Found found = new NodeSearch(NEEDLES, begin).search(node);
      assertTrue(found.files() > 200, "only " + found.files() + " files of " + node);
      assertEquals("700 root", node.runAsRoot("stat -c '%a %U' /var/lib/pgfleet").orFail());
      SortedSet<String> allowed = secretFiles(node);
      found
          .holders()
          .forEach(
              (path, holder) -> {
                boolean belongs = allowed.contains(path) || path.matches(KEPT);
                if (!belongs || !holder.mode().endsWith("---")) {
                  hits.add(node + " " + path + " " + holder.mode(), holder.secrets());
                }
              });
    }
    hits.all().forEach((where, what) -> System.out.println(where + ": " + what));
    assertEquals(new TreeMap<>(), hits.all());
  }

  @Test
  @Order(91)
  void noFileThatHeldASecretWasEverOpenToOthers() throws IOException {
    modes.close();
    System.out.println("figure: " + modes.figures());
    assertEquals(new TreeSet<>(), modes.blind());
    assertEquals(new TreeSet<>(), modes.open());
    assertEquals(new TreeSet<>(), modes.holders(CONTROLLER));
    for (FleetNode node : fleet.nodes()) {
      SortedSet<String> unseen = new TreeSet<>(secretFiles(node));
      unseen.removeAll(modes.holders(node.name()));
      unseen.removeIf(path -> path.matches(HASHED));
      assertEquals(new TreeSet<>(), unseen, node + ": files that were never seen with a secret");
      for (String form : List.of(STAGED, COPIED, BESIDE)) {
        assertTrue(modes.sawOne(node.name(), form), () -> node + ": none was seen of " + form);
      }
    }
  }

  @Test
  @Order(95)
  void theWatchesSeeWhatTheyAreMeantTo() throws IOException {
    FleetNode node = fleet.nodes().get(0);
    String value = sealed.secrets().get(USER);
    node.runAsRoot("umask 022; printf %s " + value + " > /var/tmp/planted");
    NodeSearch.Holder found =
        new NodeSearch(NEEDLES, begin).search(node).holders().get("/var/tmp/planted");
    assertEquals("rw-r--r--", found.mode());
    assertTrue(found.secrets().contains(USER), found::toString);
    try (ProcessWatch watch = ProcessWatch.start()) {
      node.runAsRoot("X=" + value + " sleep 2");
      assertTrue(watch.seen().stream().anyMatch(one -> NEEDLES.in(one).contains(USER)));
    }
    try (ModeWatch watch = new ModeWatch(NEEDLES)) {
      watch.add(node);
      String open = node.name() + " /var/tmp/planted rw-r--r--";
      assertTrue(watch.open().contains(open), () -> "only " + watch.open());
      node.runAsRoot(
          "umask 022; mkdir /opt/new; cd /opt/new; printf %s "
              + value
              + " > a; sleep 2; chmod 600 a; mv a b");
      Eventually.within(
          Duration.ofSeconds(10),
          "a file is seen that was open for a moment",
          () -> watch.open().contains(node.name() + " /opt/new/a rw-r--r--"));
    }
  }

  /** The files of a node that are to hold secrets, as the tree tells. */
  private static SortedSet<String> secretFiles(FleetNode node) throws IOException {
    SortedSet<String> paths = new TreeSet<>();
    Path manifest = folder.resolve("out/sandbox/nodes/" + node.address() + "/manifest.json");
    for (JsonNode entry : new ObjectMapper().readTree(manifest.toFile()).path("entries")) {
      if (!entry.path("secrets").isEmpty()) {
        paths.add(entry.path("path").asText());
      }
    }
    assertFalse(paths.isEmpty(), "no secrets on " + node);
    return paths;
  }

  private static void learn() {
    NEEDLES.add(sealed.secrets());
  }

  private static void getIn(Attempts clients) {
    SortedMap<String, Integer> then = clients.successes();
    Eventually.within(Duration.ofSeconds(60), "every client gets in", () -> clients.since(then, 5));
  }

  private static void assertNoneFailed(String what, Attempts clients) {
    System.out.println("figure: " + what + " during a rotation: " + clients.successes());
    System.out.println(String.join("\n", clients.failures()));
    assertEquals(List.of(), clients.failures());
  }

  private static void login(FleetNode node, int port, String old, String now) throws SQLException {
    try {
      database(node, port, old).ask("select 1");
    } catch (SQLException refused) {
      database(node, port, now).ask("select 1");
    }
  }

  private static Database database(FleetNode node, int port, String password) {
    return new Database(node.address(), port, "test", "test", password);
  }

  private static void assertNothingToDo() {
    var again = sealed.apply("--yes");
    SealedCheckout.expect(0, again);
    assertTrue(again.out().contains("nothing to do"), again::toString);
  }
}
