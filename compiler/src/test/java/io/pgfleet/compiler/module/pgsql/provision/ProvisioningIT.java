package io.pgfleet.compiler.module.pgsql.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Contribution.PhasedStep;
import io.pgfleet.compiler.module.RenderedFleet;
import io.pgfleet.compiler.module.pgsql.ClusterFixture;
import io.pgfleet.compiler.module.pgsql.ScratchServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Scripts and probe against a real server: what is made, and what a change by hand shows. */
final class ProvisioningIT {
  private static final String CLUSTER =
      """
      pgbouncer_auth_query: true
      pg_users:
        - name: test
          password: "it's \\\\ \\"awkward\\""
          pgbouncer: true
          roles: [dbrole_admin]
          comment: "it's a \\"test\\" \\\\ ü"
          parameters: { search_path: '"$user", public, Monitor', log_min_duration_statement: 1000, jit: false, app.x: "a'b\\\\c" }
          connlimit: 10
          createdb: true
        - { name: dbuser_ro, password: x, roles: [dbrole_readonly], expire_in: 30 }
        - name: dbuser_offline
          password: x
          roles: [{ name: dbrole_offline, admin: true }, { name: pg_monitor, state: revoke }]
          expire_at: '2030-12-31'
          inherit: false
        - { name: dbuser_gone, state: absent }
      pg_databases:
        - name: test
          owner: test
          comment: "the 'test'"
          schemas: [app, { name: own, owner: dbuser_ro }]
          extensions: [hstore, { name: pg_trgm, schema: app }, { name: citext, version: '1.6' }]
          parameters: { work_mem: 8MB, search_path: 'app,public', timezone: UTC }
          connlimit: 50
          revokeconn: true
        - { name: plain }
        - { name: shut, allowconn: false, template: template0, encoding: UTF8, locale: C, is_template: true }
        - { name: copy, template: test, revokeconn: false, strategy: FILE_COPY }
        - { name: postgres, extensions: [dblink] }
        - { name: gone, state: absent }
      """;

  @TempDir static Path directory;

  private static RenderedFleet fleet;
  private static ScratchServer server;

  @BeforeAll
  static void provisions() {
    fleet = ClusterFixture.rendered(directory, CLUSTER);
    server = ScratchServer.boot();
    assertEquals(items().stream().map(Action.Sql.Item::id).toList(), due());
    assertEquals(List.of(), applied());
  }

  @AfterAll
  static void removesTheServer() {
    if (server != null) {
      server.close();
    }
  }

  private static Action.Sql action() {
    return fleet.contribution().steps().stream()
        .map(PhasedStep::step)
        .filter(one -> one.id().equals("pgsql.provision@pg-test"))
        .map(one -> (Action.Sql) one.action())
        .findFirst()
        .orElseThrow();
  }

  private static List<Action.Sql.Item> items() {
    return action().items();
  }

  /** What the probe says is not as wanted, in the order of the items. */
  private static List<String> due() {
    List<String> printed = server.psql("postgres", fleet.text(action().probe())).lines();
    List<String> ordered =
        items().stream().map(Action.Sql.Item::id).filter(printed::contains).toList();
    assertEquals(printed.size(), ordered.size(), () -> "unknown or repeated items in " + printed);
    return ordered;
  }

  /** Runs what is due and says what is left. */
  private static List<String> applied() {
    List<String> due = due();
    items().stream()
        .filter(item -> due.contains(item.id()))
        .forEach(item -> server.psql("postgres", fleet.text(item.file())).lines());
    return due();
  }

  private static String answer(String database, String sql) {
    return String.join("\n", server.psql(database, sql).lines());
  }

  @Test
  void hasNothingToDoTheSecondTime() {
    assertEquals(List.of(), due());
  }

  @ParameterizedTest(name = "in {0}: {1}")
  @CsvFileSource(resources = "/pgsql/changes-by-hand.csv", delimiter = '|', numLinesToSkip = 1)
  void seesAndRepairs(String database, String change, String items) {
    server.psql(database, "SET allow_system_table_mods TO on; " + change + ";").lines();
    assertEquals(List.of(items.split(", ")), due());
    assertEquals(List.of(), applied());
  }

  @Test
  void neverDropsWhatShallBeAbsent() {
    server.psql("postgres", "CREATE ROLE dbuser_gone; CREATE DATABASE gone;").lines();
    assertEquals(List.of(), applied());
    assertEquals(
        "1", answer("postgres", "SELECT count(*) FROM pg_database WHERE datname = 'gone';"));
    server.psql("postgres", "DROP DATABASE gone; DROP ROLE dbuser_gone;").lines();
  }

  @Test
  void keepsWhatNobodyAskedFor() {
    server
        .psql("postgres", "ALTER ROLE test SET work_mem TO '1MB'; ALTER ROLE test BYPASSRLS;")
        .lines();
    assertEquals(List.of(), due());
    server.psql("postgres", "ALTER ROLE test RESET work_mem; ALTER ROLE test NOBYPASSRLS;").lines();
  }

  @Test
  void aRelativeExpiryIsGivenOnce() {
    String until = "SELECT rolvaliduntil FROM pg_authid WHERE rolname = 'dbuser_ro';";
    String before = answer("postgres", until);
    server.psql("postgres", "COMMENT ON ROLE dbuser_ro IS 'changed';").lines();
    assertEquals(List.of(), applied());
    assertEquals(before, answer("postgres", until));
    assertNotEquals("", before);
  }

  @Test
  void aReaderReadsATableThatTheOwnerMadeLaterAndCannotWrite() {
    server.psql("test", "SET ROLE test; CREATE TABLE app.later AS SELECT 1 AS n;").lines();
    assertEquals("1", answer("test", "SET ROLE dbuser_ro; SELECT n FROM app.later;"));
    String write = "SET ROLE dbuser_ro; INSERT INTO app.later VALUES (2);";
    assertTrue(server.psql("test", write).err().contains("permission denied"));
    String make = "SET ROLE dbuser_ro; CREATE TABLE public.mine (n int);";
    assertTrue(server.psql("test", make).err().contains("permission denied"));
    server.psql("test", "DROP TABLE app.later;").lines();
  }

  @Test
  void onlyThePoolLooksUpPasswords() {
    String ask = "SELECT username FROM monitor.pgbouncer_auth('test');";
    assertEquals("test", answer("test", "SET ROLE dbuser_monitor; " + ask));
    for (String other : List.of("dbuser_ro", "test", "dbrole_readonly")) {
      assertTrue(
          server.psql("test", "SET ROLE " + other + "; " + ask).err().contains("permission"));
    }
  }

  @Test
  void newDatabasesHaveWhatTheTemplateHas() {
    assertEquals(
        "t",
        answer(
            "plain",
            "SELECT count(*) > 10 AND to_regclass('monitor.pg_stat_statements') IS NOT NULL FROM pg_extension;"));
  }

  @Test
  void verifiersStayOutOfLogAndStatistics() {
    String verifier = ScratchServer.VERIFIER.substring("SCRAM-SHA-256$4096:".length());
    assertFalse(server.ok("cat /pg/log/server.log").contains(verifier));
    String seen = "SELECT count(*) FROM monitor.pg_stat_statements WHERE query LIKE '%SCRAM%';";
    assertEquals("0", answer("postgres", seen));
  }
}
