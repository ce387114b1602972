package io.pgfleet.compiler.module.pgsql.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.module.RenderedFleet;
import io.pgfleet.compiler.module.pgsql.ClusterFixture;
import io.pgfleet.compiler.module.pgsql.ScratchServer;
import io.pgfleet.compiler.module.pgsql.ScratchServer.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access rules and the pool's files against real programs, beside a real server. */
final class PoolerIT {
  private static final String MEMBER = "10.10.10.11:";
  private static final String HBA = "/etc/patroni/pg_hba.conf";

  @TempDir static Path directory;

  private static ScratchServer server;

  @BeforeAll
  static void startsServerAndPool() {
    RenderedFleet fleet =
        ClusterFixture.rendered(
            directory,
            """
            pgbouncer_auth_query: true
            pg_users:
              - { name: listed, password: x, pgbouncer: true, pool_mode: session, pool_connlimit: 3 }
              - { name: unlisted, password: x, roles: [dbrole_readonly] }
            pg_databases: [{ name: app, pool_size: 5, pool_mode: session }, { name: Other_1 }]
            """);
    server = ScratchServer.boot();
    server.place(HBA, fleet.text(MEMBER + HBA), "0600");
    server.place(
        "/pg/bin/pg-hba", fleet.text(MEMBER + "/data/postgres/pg-test-15/bin/pg-hba"), "0755");
    for (String file :
        List.of("pgbouncer.ini", "database.txt", "useropts.txt", "userlist.txt", "pgb_hba.conf")) {
      String path = "/etc/pgbouncer/" + file;
      server.place(path, fleet.text(MEMBER + path), "0600");
    }
    server.psql("postgres", accounts()).lines();
    server.psql("app", lookup()).lines();
    server.ok(
        """
        set -e
        echo "hba_file = '/etc/patroni/pg_hba.conf'" >>/pg/data/postgresql.conf
        runuser -u postgres -- /usr/pgsql/bin/pg_ctl -D /pg/data -l /pg/log/server.log -w restart
        runuser -u postgres -- pgbouncer -d /etc/pgbouncer/pgbouncer.ini
        for i in $(seq 100); do [ -S /run/postgresql/.s.PGSQL.6432 ] && exit 0; sleep 0.1; done
        exit 1
        """);
  }

  @AfterAll
  static void removesThem() {
    if (server != null) {
      server.close();
    }
  }

  /** Only as much as the pool needs; provisioning has a test of its own. */
  private static String accounts() {
    String verifier = "'" + ScratchServer.VERIFIER + "'";
    return """
        CREATE ROLE dbrole_readonly;
        CREATE ROLE dbuser_monitor LOGIN PASSWORD %1$s;
        CREATE ROLE listed LOGIN PASSWORD %1$s IN ROLE dbrole_readonly;
        CREATE ROLE unlisted LOGIN PASSWORD %1$s IN ROLE dbrole_readonly;
        CREATE DATABASE app;
        """
        .formatted(verifier);
  }

  private static String lookup() {
    return """
        CREATE SCHEMA monitor;
        CREATE FUNCTION monitor.pgbouncer_auth(login text) RETURNS TABLE (username text, password text)
          LANGUAGE sql SECURITY DEFINER AS 'SELECT rolname::text, rolpassword FROM pg_authid WHERE rolname = login';
        GRANT USAGE ON SCHEMA monitor TO dbuser_monitor;
        """;
  }

  private static Outcome login(String user, String password, int port, String database) {
    return server.exec(
        "",
        "env",
        "PGPASSWORD=" + password,
        "/usr/pgsql/bin/psql",
        "-XqAtw",
        "-h",
        "127.0.0.1",
        "-p",
        Integer.toString(port),
        "-U",
        user,
        "-d",
        database,
        "-c",
        "SELECT current_user");
  }

  private static String console(String command) {
    return server.ok(
        "runuser -u postgres -- /usr/pgsql/bin/psql -XqAt -h /var/run/postgresql -p 6432 -U postgres"
            + " -d pgbouncer -c '"
            + command
            + "'");
  }

  @Test
  void passesOnWhatTheClientProved() {
    assertEquals(List.of("listed"), login("listed", ScratchServer.PASSWORD, 6432, "app").lines());
  }

  @Test
  void refusesAWrongPassword() {
    assertNotEquals(0, login("listed", "wrong", 6432, "app").exit());
  }

  @Test
  void looksUpUsersThatAreNotListed() {
    assertEquals(
        List.of("unlisted"), login("unlisted", ScratchServer.PASSWORD, 6432, "app").lines());
  }

  @Test
  void takesLimitsOfDatabasesAndUsers() {
    assertTrue(
        console("SHOW DATABASES").contains("app|/var/run/postgresql|5432|app||5|0|30|session|"));
    assertTrue(console("SHOW DATABASES").contains("Other_1|"));
    assertTrue(console("SHOW USERS").contains("listed|session"));
  }

  @Test
  void readsItsListsAgain() {
    server.ok(
        """
        set -e
        echo '"later" ""' >>/etc/pgbouncer/userlist.txt
        kill -HUP "$(cat /run/postgresql/pgbouncer.pid)"
        """);
    assertTrue(Eventually.holds(() -> console("SHOW USERS").contains("later|")));
  }

  @Test
  void aMistakeInTheRulesIsSeenBeforeTheServerReadsThem() {
    server.ok("/pg/bin/pg-hba check && /pg/bin/pg-hba reload");
    server.ok("cp -p " + HBA + " /tmp/rules && echo 'host all all 1.2.3.4/99 trust' >>" + HBA);
    Outcome mistaken = server.exec("", "/pg/bin/pg-hba", "check");
    assertEquals(1, mistaken.exit());
    assertTrue(mistaken.err().contains("invalid CIDR mask"), mistaken.err());
    server.ok("cat /tmp/rules >" + HBA + " && /pg/bin/pg-hba check");
  }

  @Test
  void aChangedRuleIsLoadedWithoutARestart() {
    String started = "SELECT pg_postmaster_start_time();";
    List<String> before = server.psql("postgres", started).lines();
    server.ok("touch -d '+1 hour' " + HBA);
    assertEquals(1, server.exec("", "/pg/bin/pg-hba", "loaded").exit());
    server.ok("touch " + HBA + " && /pg/bin/pg-hba reload");
    assertTrue(Eventually.holds(() -> server.exec("", "/pg/bin/pg-hba", "loaded").exit() == 0));
    assertEquals(before, server.psql("postgres", started).lines());
  }
}
