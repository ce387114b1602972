package io.pgfleet.compiler.module.pgsql.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.Version;
import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Contribution.PhasedStep;
import io.pgfleet.compiler.module.RenderedFleet;
import io.pgfleet.compiler.module.Sound;
import io.pgfleet.compiler.module.Step;
import io.pgfleet.compiler.module.dialect.RefusedTextException;
import io.pgfleet.compiler.module.pgsql.ClusterFixture;
import io.pgfleet.compiler.module.pgsql.PgsqlModule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AccessArtifactsTest {
  private static final String USERS =
      """
      pg_users:
        - { name: app, password: secret, pgbouncer: true, pool_mode: session, pool_connlimit: 7 }
        - { name: free, password: secret, pgbouncer: true, pool_connlimit: -1 }
        - { name: direct, password: secret }
        - { name: gone, password: secret, pgbouncer: true, state: absent }
        - { name: nobody, pgbouncer: true }
      """;

  @TempDir Path directory;

  @Test
  void everyFileIsPlacedAndEveryConsumedOneExists() {
    Fleet fleet = ClusterFixture.fleet(directory, USERS);
    Sound.check(new PgsqlModule(), new PgsqlModule().contribute(fleet));
  }

  @Test
  void thePoolKnowsUsersByTheServersVerifier() {
    assertEquals(
        """
        "postgres" ""
        "dbuser_dba" {secret:pg_admin_password@00000000|scram-userlist}
        "dbuser_monitor" {secret:pg_monitor_password@00000000|scram-userlist}
        "app" {secret:pg-test/pg_users/app@00000000|scram-userlist}
        "free" {secret:pg-test/pg_users/free@00000000|scram-userlist}
        "nobody" ""
        """,
        text(USERS, "/etc/pgbouncer/userlist.txt"));
  }

  @Test
  void thePoolLooksUpUnlistedUsersWithAPasswordOfItsOwn() {
    RenderedFleet fleet =
        ClusterFixture.rendered(
            directory,
            """
            pgbouncer_auth_query: true
            pg_users: [{ name: finder, password: secret }]
            pg_databases: [{ name: own, pool_auth_user: finder }, { name: other }]
            """);
    String userlist = fleet.text("10.10.10.12:/etc/pgbouncer/userlist.txt");
    assertTrue(
        userlist.contains("\"dbuser_monitor\" {secret:pg_monitor_password@00000000|userlist}\n"));
    assertTrue(
        userlist.contains("\"finder\" {secret:pg-test/pg_users/finder@00000000|userlist}\n"));
    assertTrue(
        fleet
            .text("10.10.10.12:/etc/pgbouncer/pgbouncer.ini")
            .contains("\nauth_user = dbuser_monitor\n"));
    assertEquals(
        """
        ; databases of the pool; read again on reload
        own = host=/var/run/postgresql auth_user=finder
        other = host=/var/run/postgresql
        """,
        fleet.text("10.10.10.12:/etc/pgbouncer/database.txt"));
  }

  @Test
  void limitsBelowZeroAreThePoolsOwn() {
    assertEquals(
        """
        ; limits of single users; read again on reload
        dbuser_dba = pool_mode=session max_user_connections=16
        dbuser_monitor = pool_mode=session max_user_connections=8
        app = pool_mode=session max_user_connections=7
        """,
        text(USERS, "/etc/pgbouncer/useropts.txt"));
  }

  @Test
  void thePoolOffersDatabasesThatTakeConnections() {
    assertEquals(
        """
        ; databases of the pool; read again on reload
        a = host=/var/run/postgresql port=5999 pool_mode=statement pool_size=9 min_pool_size=1 reserve_pool=2 max_db_connections=20
        """,
        text(
            """
            pg_port: 5999
            pg_databases:
              - { name: a, pool_mode: statement, pool_size: 9, pool_size_min: 1, pool_reserve: 2, pool_connlimit: 20 }
              - { name: hidden, pgbouncer: false }
              - { name: shut, allowconn: false }
              - { name: gone, state: absent }
            """,
            "/etc/pgbouncer/database.txt"));
  }

  @Test
  void refusesADatabaseWhoseNameThePoolCannotRead() {
    Fleet fleet = ClusterFixture.fleet(directory, "pg_databases: [{ name: odd$name }]");
    assertThrows(RefusedTextException.class, () -> new PgsqlModule().contribute(fleet));
  }

  @ParameterizedTest(name = "pgbouncer {0}: {1}")
  @CsvSource({"1.18.0,false", "1.20.1,false", "1.21.0,true", "1.25.0,true"})
  void onlyPoolsThatKnowThemAreToldToKeepStatements(String version, boolean told) {
    PgInstance member = ClusterFixture.cluster(directory, "").primary();
    assertEquals(told, PoolerView.of(member, Version.of(version)).preparedStatements());
  }

  @Test
  void debiansPoolIsNotToldToKeepStatements() {
    assertFalse(text("", "/etc/pgbouncer/pgbouncer.ini").contains("max_prepared_statements"));
  }

  @Test
  void whatAReloadCantChangeStandsInTheUnit() {
    String unit = "/etc/systemd/system/pgbouncer.service";
    assertTrue(text("", unit).contains("# listens on port 6432 of 0.0.0.0 and "));
    assertTrue(text("pgbouncer_port: 6500", unit).contains(" port 6500 "));
    Action.Unit action = (Action.Unit) step("pgsql.pgbouncer.unit@pg-test").action();
    assertEquals(List.of(unit), action.restartOn());
    assertFalse(action.reloadOn().contains(unit));
  }

  @Test
  void aClusterWithoutPoolsHasNoneOfTheirFilesAndSteps() {
    RenderedFleet fleet = ClusterFixture.rendered(directory, "pgbouncer_enabled: false");
    assertTrue(fleet.texts().keySet().stream().noneMatch(one -> one.contains("/etc/pgbouncer/")));
    assertTrue(
        fleet.contribution().steps().stream()
            .noneMatch(one -> one.step().id().startsWith("pgsql.pgbouncer")));
  }

  @Test
  void aServiceLeadsToTheMembersThatPatroniCallsFit() {
    assertEquals(
        """
        listen pg-test-offline
            bind *:5438
            mode tcp
            maxconn 5000
            balance roundrobin
            # Patroni answers 200 on the members that this service is for
            option httpchk
            option http-keep-alive
            http-check send meth OPTIONS uri /replica
            http-check expect status 200
            default-server inter 1s fastinter 500ms downinter 1s rise 3 fall 3 on-marked-down shutdown-sessions slowstart 30s maxconn 3000 maxqueue 128 weight 100
            server pg-test-3 10.10.10.13:5432 check port 8008 weight 100
            server pg-test-2 10.10.10.12:5432 check port 8008 weight 100 backup
        """,
        text("pg_rto: fast", "/etc/haproxy/pg-test-offline.cfg"));
  }

  @Test
  void checksMembersAtOnePaceWhateverTheSecondsOfRecovery() {
    for (String seconds : List.of("15", "45", "150")) {
      assertTrue(
          text("pg_rto: " + seconds, "/etc/haproxy/pg-test-primary.cfg")
              .contains("default-server inter 3s fastinter 1s downinter 5s rise 3 fall 3 "),
          seconds);
    }
  }

  @Test
  void encryptedHealthChecksVerifyTheMember() {
    assertTrue(
        text("patroni_ssl_enabled: true", "/etc/haproxy/pg-test-primary.cfg")
            .contains(":6432 check-ssl ca-file /pg/cert/ca.crt check port 8008 "));
  }

  @Test
  void rulesAreCheckedBeforeTheServerReadsThem() {
    List<String> steps =
        contributed("").stream()
            .map(one -> one.step().id())
            .filter(one -> one.contains(".hba"))
            .toList();
    assertEquals(
        List.of(
            "pgsql.hba@pg-test",
            "pgsql.hba.check@pg-test",
            "pgsql.hba.reload@pg-test",
            "pgsql.hba.loaded@pg-test"),
        steps);
    assertEquals(
        List.of("/etc/patroni/pg_hba.conf"), step("pgsql.hba.reload@pg-test").when().consumes());
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "pg_dns_target: auto | 10.10.10.11",
        "pg_dns_target: primary | 10.10.10.11",
        "pg_dns_target: vip | 10.10.10.11",
        "pg_dns_target: 10.9.9.9 | 10.9.9.9",
        "{vip_enabled: true, vip_address: 10.10.10.3, vip_vrid: 3} | 10.10.10.3",
        "{vip_enabled: true, vip_address: 10.10.10.3, vip_vrid: 3, pg_dns_target: primary} | 10.10.10.11",
      })
  void theClustersNameLeadsTo(String parameters, String address) {
    String lines = parameters.replaceAll("[{}]", "").replace(", ", "\n");
    assertEquals(
        Optional.of(address), NameRecords.address(ClusterFixture.cluster(directory, lines)));
  }

  @Test
  void namesStandOnTheNameServer() {
    RenderedFleet fleet = ClusterFixture.rendered(directory, "pg_dns_suffix: .db");
    assertEquals("10.10.10.11 pg-test.db\n", fleet.text("10.10.10.10:/data/infra/hosts/pg-test"));
    assertEquals("10.10.10.13 pg-test-3\n", fleet.text("10.10.10.10:/data/infra/hosts/pg-test-3"));
    assertFalse(
        ClusterFixture.rendered(directory, "pg_dns_target: none")
            .texts()
            .containsKey("10.10.10.10:/data/infra/hosts/pg-test"));
  }

  @Test
  void administratorsReachTheLeaderByTheClustersName() {
    String services =
        ClusterFixture.rendered(directory, "pg_databases: [{ name: app }]")
            .text("10.10.10.10:/etc/postgresql-common/pg_service.conf");
    assertTrue(
        services.contains(
            """
            [pg-test.app]
            host=10.10.10.11,10.10.10.12,10.10.10.13
            port=5432
            dbname=app
            user=dbuser_dba
            target_session_attrs=read-write
            """));
    assertFalse(services.contains("password"));
  }

  private String text(String parameters, String path) {
    return ClusterFixture.rendered(directory, parameters).text("10.10.10.12:" + path);
  }

  private List<PhasedStep> contributed(String parameters) {
    return ClusterFixture.rendered(directory, parameters).contribution().steps();
  }

  private Step step(String id) {
    return contributed("").stream()
        .map(PhasedStep::step)
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
