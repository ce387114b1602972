package io.pgfleet.compiler.module.pgsql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tools in {@code /pg/bin}, each on a real server. */
final class PgToolsIT {
  private static final Path TEMPLATES =
      Path.of(System.getProperty("pgfleet.root")).resolve("templates/pgsql");
  private static final List<String> TOOLS =
      List.of(
          "pg-drop-role",
          "pg-fork",
          "pg-heartbeat",
          "pg-repack",
          "pg-role",
          "pg-tune-hugepage",
          "pg-vacuum");

  private static ScratchServer server;

  @BeforeAll
  static void boot() throws IOException {
    server = ScratchServer.boot();
    server.place(
        "/etc/patroni/instance.env",
        """
        CLUSTER=pg-test
        INSTANCE=pg-test-1
        DBSU=postgres
        SOCKET=/var/run/postgresql
        PORT=5432
        DATA=/pg/data
        URL=http://127.0.0.1:1
        CA=''
        REPOSITORY=local
        SHARED=no
        """,
        "0644");
    server.place(
        "/pg/bin/pg-common.sh", Files.readString(TEMPLATES.resolve("pg-common.sh")), "0755");
    for (String tool : TOOLS) {
      server.place("/pg/bin/" + tool, Files.readString(TEMPLATES.resolve(tool)), "0755");
    }
    sql("postgres", "CREATE DATABASE shop;");
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void eachSaysHowItIsUsed() {
    for (String tool : TOOLS) {
      String said = run("/pg/bin/" + tool, "--help").out();
      assertTrue(said.startsWith("usage: " + tool), said);
    }
  }

  @Test
  void tellsAPrimaryFromAReplica() {
    assertEquals("primary\n", run("/pg/bin/pg-role").out());
  }

  @Test
  void aDroppedRoleLeavesItsTablesToItsHeir() {
    sql("postgres", "CREATE ROLE leaver LOGIN; CREATE ROLE stayer;");
    sql(
        "shop",
        "CREATE TABLE \"Left Behind\"(i int); ALTER TABLE \"Left Behind\" OWNER TO leaver;");
    assertEquals("shop: 1\n", run("/pg/bin/pg-drop-role", "--plan", "leaver").out());
    run("/pg/bin/pg-drop-role", "leaver", "stayer");
    assertEquals(
        List.of("stayer"),
        sql("shop", "SELECT tableowner FROM pg_tables WHERE tablename = 'Left Behind';"));
    assertEquals(List.of(), sql("shop", "SELECT rolname FROM pg_roles WHERE rolname = 'leaver';"));
    assertEquals(1, server.exec("", "/pg/bin/pg-drop-role", "leaver").exit());
    assertEquals(1, server.exec("", "/pg/bin/pg-drop-role", "postgres").exit());
  }

  @Test
  void vacuumsWhatIsOld() {
    sql("shop", "CREATE TABLE aged AS SELECT 1 AS i;");
    for (int i = 0; i < 5; i++) {
      sql("shop", "SELECT txid_current();");
    }
    assertTrue(run("/pg/bin/pg-vacuum", "--plan", "--older", "4", "shop").out().contains("aged"));
    run("/pg/bin/pg-vacuum", "--older", "4", "shop");
    assertEquals(
        List.of("t"),
        sql("shop", "SELECT age(relfrozenxid) < 4 FROM pg_class WHERE relname = 'aged';"));
    assertEquals("", run("/pg/bin/pg-vacuum", "--plan").out());
  }

  @Test
  void aHeartbeatIsYoung() {
    run("/pg/bin/pg-heartbeat", "beat");
    double lag = Double.parseDouble(run("/pg/bin/pg-heartbeat", "lag").out().strip());
    assertTrue(lag >= 0 && lag < 60, lag + " seconds");
  }

  @Test
  void aForkIsAServerOfItsOwn() {
    sql("shop", "CREATE TABLE original AS SELECT generate_series(1, 100) AS i;");
    run("/pg/bin/pg-fork", "make", "try", "5999");
    String psql = "runuser -u postgres -- psql -XqAt -p 5999 -d shop -c ";
    server.ok(psql + "'DELETE FROM original'");
    assertEquals("off\n", server.ok(psql + "'SHOW archive_mode'"));
    assertEquals(List.of("100"), sql("shop", "SELECT count(*) FROM original;"));
    assertEquals(1, server.exec("", "/pg/bin/pg-fork", "make", "try", "5998").exit());
    run("/pg/bin/pg-fork", "drop", "try");
    server.ok("test ! -e /pg/fork/try");
  }

  @Test
  void findsBloatedTablesAndSaysWhatIsMissing() {
    sql("shop", "CREATE TABLE fat AS SELECT i, repeat('x', 500) FROM generate_series(1, 9000) i;");
    sql("shop", "ALTER TABLE fat ADD PRIMARY KEY (i); DELETE FROM fat WHERE i % 4 > 0;");
    assertEquals(1, server.exec("", "/pg/bin/pg-repack", "--plan", "shop").exit());
    sql("shop", "CREATE EXTENSION pgstattuple;");
    String plan = run("/pg/bin/pg-repack", "--plan", "--smallest", "1", "shop").out();
    assertTrue(plan.startsWith("shop public.fat "), plan);
    assertEquals("", run("/pg/bin/pg-repack", "--plan", "shop").out());
  }

  @Test
  void countsTheHugePagesOfSharedMemory() {
    int pages = Integer.parseInt(run("/pg/bin/pg-tune-hugepage").out().strip());
    assertTrue(pages > 60, pages + " pages");
  }

  private static ScratchServer.Outcome run(String... argv) {
    ScratchServer.Outcome outcome = server.exec("", argv);
    assertEquals(0, outcome.exit(), outcome.err());
    return outcome;
  }

  private static List<String> sql(String database, String sql) {
    return server.psql(database, sql).lines();
  }
}
