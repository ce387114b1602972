package io.pgfleet.compiler.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.module.RenderedFleet;
import io.pgfleet.compiler.module.pgsql.ClusterFixture;
import io.pgfleet.compiler.module.pgsql.ScratchServer;
import io.pgfleet.compiler.module.pgsql.ScratchServer.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server, with our certificate and our rules, and a person with a certificate of ours. */
final class ClientCertificateIT {
  private static final String HBA = "/etc/patroni/pg_hba.conf";
  private static final String SERVER = "pgsql/pg-test-1";

  @TempDir static Path directory;

  private static ScratchServer server;
  private static Desk desk;

  @BeforeAll
  static void aServerThatTakesCertificates() {
    RenderedFleet fleet =
        ClusterFixture.rendered(
            directory,
            """
            pg_users: [{ name: dbuser_ann, password: x }, { name: dbuser_app, password: x }]
            pg_hba_rules:
              - { title: people, user: dbuser_ann, db: all, addr: world, auth: cert, order: 50 }
              - { title: programs, user: dbuser_app, db: all, addr: world, auth: ssl, order: 51 }
            """);
    desk = new Desk(directory.resolve("pki"));
    desk.kind = KeyKind.ED25519;
    desk.issue();
    server = ScratchServer.boot();
    server.place(HBA, fleet.text("10.10.10.11:" + HBA), "0600");
    present(authority(), desk.recorded(SERVER).pem(), key(SERVER));
    server
        .psql(
            "postgres",
            "CREATE ROLE dbuser_ann LOGIN; CREATE ROLE dbuser_app LOGIN PASSWORD '"
                + ScratchServer.VERIFIER
                + "';")
        .lines();
    server.ok(
        """
        set -e
        printf '%s\\n' >>/pg/data/postgresql.conf "hba_file = '/etc/patroni/pg_hba.conf'" 'ssl = on' \
          "ssl_ca_file = '/pg/cert/ca.crt'" "ssl_cert_file = '/pg/cert/server.crt'" \
          "ssl_key_file = '/pg/cert/server.key'"
        runuser -u postgres -- /usr/pgsql/bin/pg_ctl -D /pg/data -l /pg/log/server.log -w restart
        """);
    person(desk, "dbuser_ann", "ann");
  }

  @AfterAll
  static void removesIt() {
    if (server != null) {
      server.close();
    }
  }

  private static String authority() {
    return desk.recorded("ca").pem();
  }

  private static String key(String name) {
    return desk.keys.keys.get("pki/" + name + ".key");
  }

  private static void present(String authority, String certificate, String key) {
    server.place("/pg/cert/ca.crt", authority, "0644");
    server.place("/pg/cert/server.crt", certificate, "0644");
    server.place("/pg/cert/server.key", key, "0600");
  }

  /** What the person would carry to a laptop. */
  private static void person(Desk issuer, String account, String name) {
    CertificateDesk open = issuer.open();
    CertificateDesk.Person person = open.person(account, Duration.ofDays(30));
    open.save();
    server.place("/tmp/" + name + "/own.crt", person.certificatePem(), "0600");
    server.place("/tmp/" + name + "/own.key", person.keyPem(), "0600");
    server.place("/tmp/" + name + "/ca.crt", person.authorityPem(), "0644");
  }

  private static Outcome login(String user, String... words) {
    List<String> connection =
        new ArrayList<>(
            List.of(
                "user=" + user, "hostaddr=127.0.0.1", "dbname=postgres", "sslmode=verify-full"));
    connection.addAll(Arrays.asList(words));
    return server.exec(
        "",
        "runuser",
        "-u",
        "postgres",
        "--",
        "env",
        "PGPASSWORD=" + ScratchServer.PASSWORD,
        "/usr/pgsql/bin/psql",
        "-XqAtw",
        "-d",
        String.join(" ", connection),
        "-c",
        "SELECT current_user, client_dn FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
  }

  private static Outcome ann(String user, String carries) {
    String from = "/tmp/" + carries;
    return login(
        user,
        "host=pg-test-1",
        "sslrootcert=" + from + "/ca.crt",
        "sslcert=" + from + "/own.crt",
        "sslkey=" + from + "/own.key");
  }

  private static void assertRefused(String why, Outcome outcome) {
    assertNotEquals(0, outcome.exit());
    assertTrue(outcome.err().contains(why), outcome.err());
  }

  @Test
  void letsAPersonInWithACertificateAndNothingElse() {
    assertEquals(List.of("dbuser_ann|/O=pgfleet/CN=dbuser_ann"), ann("dbuser_ann", "ann").lines());
    assertRefused(
        "connection requires a valid client certificate",
        login("dbuser_ann", "host=pg-test-1", "sslrootcert=/tmp/ann/ca.crt", "sslcert=none"));
  }

  @Test
  void anotherPersonsCertificateOpensNothing() {
    person(desk, "dbuser_bob", "bob");
    assertRefused("certificate authentication failed for user", ann("dbuser_ann", "bob"));
  }

  @Test
  void anotherAuthoritysCertificateOpensNothing(@TempDir Path elsewhere) {
    Desk stranger = new Desk(elsewhere.resolve("pki"));
    stranger.issue();
    person(stranger, "dbuser_ann", "stranger");
    server.place("/tmp/stranger/ca.crt", authority(), "0644");
    assertRefused("unknown ca", ann("dbuser_ann", "stranger"));
  }

  @Test
  void theServerIsKnownByTheNamesItHas() {
    for (String name : List.of("pg-test", "pg-test-1", "localhost")) {
      Outcome outcome =
          login("dbuser_app", "host=" + name, "sslrootcert=/tmp/ann/ca.crt", "sslcert=none");
      assertEquals(List.of("dbuser_app|"), outcome.lines(), name);
    }
    assertRefused(
        "does not match host name",
        login("dbuser_app", "host=pg-test-9", "sslrootcert=/tmp/ann/ca.crt", "sslcert=none"));
  }

  /** Why authorities are RSA or EC, while services may have Ed25519 keys: see KeyKind. */
  @Test
  void passwordsAreBoundToTheChannelUnlessAnEd25519AuthoritySigned() {
    String bound = "channel_binding=require";
    assertEquals(
        List.of("dbuser_app|"),
        login("dbuser_app", "host=pg-test-1", "sslrootcert=/tmp/ann/ca.crt", "sslcert=none", bound)
            .lines());
    String key = key(SERVER);
    server.ok(
        """
        set -e
        cd /tmp
        openssl req -x509 -newkey ed25519 -nodes -keyout ed.key -out ed.crt -days 9 -subj /CN=ed \
          -addext subjectAltName=DNS:pg-test-1
        """);
    present(authority(), server.ok("cat /tmp/ed.crt"), server.ok("cat /tmp/ed.key"));
    reload();
    assertRefused(
        "could not find digest",
        login("dbuser_app", "host=pg-test-1", "sslrootcert=/tmp/ed.crt", "sslcert=none"));
    present(authority(), desk.recorded(SERVER).pem(), key);
    reload();
    assertEquals(List.of("dbuser_ann|/O=pgfleet/CN=dbuser_ann"), ann("dbuser_ann", "ann").lines());
  }

  private static void reload() {
    server.ok("runuser -u postgres -- /usr/pgsql/bin/pg_ctl -D /pg/data restart -w -l /tmp/log");
  }
}
