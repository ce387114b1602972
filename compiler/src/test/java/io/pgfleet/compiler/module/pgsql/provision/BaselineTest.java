package io.pgfleet.compiler.module.pgsql.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Contribution.PhasedStep;
import io.pgfleet.compiler.module.RenderedFleet;
import io.pgfleet.compiler.module.pgsql.ClusterFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BaselineTest {
  private static final String SCRIPT = "groups/pg-test/provision/baseline-app.sql";
  private static final String DATABASES =
      "pg_databases: [{ name: app, baseline: app.sql, extensions: [hstore], allowconn: false }]";

  @TempDir Path directory;

  private RenderedFleet rendered(String text) throws IOException {
    Path files = directory.resolve("inventories/test/files");
    Files.createDirectories(files);
    Files.writeString(files.resolve("app.sql"), text);
    return ClusterFixture.rendered(directory, DATABASES);
  }

  private static List<String> items(RenderedFleet fleet) {
    return fleet.contribution().steps().stream()
        .map(PhasedStep::step)
        .filter(one -> one.id().equals("pgsql.provision@pg-test"))
        .flatMap(one -> ((Action.Sql) one.action()).items().stream())
        .map(Action.Sql.Item::id)
        .toList();
  }

  @Test
  void comesAfterWhatItNeedsAndBeforeConnectionsAreRefused() throws IOException {
    List<String> items = items(rendered("CREATE TABLE t (n int);\n"));
    int at = items.indexOf("baseline app");
    assertTrue(items.indexOf("contents app") < at, items.toString());
    assertTrue(at < items.indexOf("closed-database app"), items.toString());
  }

  @Test
  void comesTrueAsAWhole() throws IOException {
    String script = rendered("CREATE TABLE t (n int);").text(SCRIPT);
    int begin = script.indexOf("\nBEGIN;\n");
    int text = script.indexOf("\nCREATE TABLE t (n int);\n");
    int loaded = script.indexOf("SET pgfleet.baseline TO 'loaded';");
    assertTrue(0 < begin && begin < text && text < loaded, script);
    assertTrue(script.endsWith("\nCOMMIT;\n"), script);
    assertFalse(script.contains("'begun'"), script);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BEGIN;\nSELECT 1;\nCOMMIT;\n",
        "create index concurrently i on t (n);\n",
        "VACUUM t;\n",
        "\\connect postgres\n",
        "  start transaction ;\n"
      })
  void remembersThatItBeganWhereItsTextHasTransactionsOfItsOwn(String text) throws IOException {
    String script = rendered(text).text(SCRIPT);
    int begun = script.indexOf("SET pgfleet.baseline TO 'begun';");
    assertTrue(0 < begun && begun < script.indexOf(text.strip()), script);
    assertTrue(script.contains("\\connect \"app\"\nSET search_path"), script);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$\nBEGIN\n  NULL;\nEND;\n$$;\n",
        "DO $$ BEGIN PERFORM 1; END $$;\n"
      })
  void blocksOfFunctionsAreNoTransactions(String text) throws IOException {
    assertTrue(rendered(text).text(SCRIPT).contains("\nBEGIN;\n" + text.strip()));
  }

  @Test
  void aDatabaseRemembersFromTheStartThatItLacksIt() throws IOException {
    String made = rendered("SELECT 1;").text("groups/pg-test/provision/database-app.sql");
    int asked = made.indexOf("AS made\n\\gset");
    int created = made.indexOf("CREATE DATABASE");
    int remembered = made.indexOf("\\if :made\nALTER DATABASE \"app\" SET pgfleet.baseline");
    assertTrue(0 < asked && asked < created && created < remembered, made);
  }

  @Test
  void isNotWaitedForWhereItsFileIsMissing() {
    RenderedFleet fleet = ClusterFixture.rendered(directory, DATABASES);
    assertFalse(items(fleet).contains("baseline app"));
    assertFalse(
        fleet.text("groups/pg-test/provision/database-app.sql").contains("pgfleet.baseline"));
    assertEquals(0, fleet.texts().keySet().stream().filter(SCRIPT::equals).count());
  }
}
