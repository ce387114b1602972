package io.pgfleet.applier.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.cluster.Ran;
import io.pgfleet.applier.fleet.FleetNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What an inventory says about databases, field by field in the server's catalog. */
final class DatabaseDrills {
  private static final String DATABASE =
      "- { name: whole, owner: test, template: template0, strategy: FILE_COPY, encoding: UTF8,"
          + " lc_collate: C, lc_ctype: C.UTF-8, locale_provider: libc, tablespace: pg_default,"
          + " is_template: false, allowconn: true, connlimit: 40, revokeconn: true,"
          + " comment: \"it's whole\", schemas: [app, { name: own, owner: dbuser_dba }],"
          + " extensions: [hstore, { name: pg_trgm, schema: app }, { name: citext, version: '1.5' }],"
          + " parameters: { work_mem: 16MB, search_path: 'app, public' }, pgbouncer: true,"
          + " pool_mode: session, pool_size: 21, pool_size_min: 1, pool_reserve: 5, pool_connlimit: 31 }";
  private static final String OTHER_DATABASE =
      "- { name: whole, owner: dbuser_dba, template: template0, strategy: FILE_COPY, encoding: UTF8,"
          + " lc_collate: C, lc_ctype: C.UTF-8, locale_provider: libc, tablespace: elsewhere,"
          + " is_template: true, allowconn: true, connlimit: -1, revokeconn: false,"
          + " comment: changed, schemas: [app, { name: own, owner: test }, more],"
          + " extensions: [hstore, { name: pg_trgm, schema: public }, { name: citext, version: '1.6' }],"
          + " parameters: { work_mem: DEFAULT, search_path: public }, pgbouncer: true,"
          + " pool_mode: transaction, pool_size: 22, pool_size_min: 2, pool_reserve: 6, pool_connlimit: 32 }";

  private final Platform platform;
  private final Catalog catalog;

  DatabaseDrills(Platform platform) {
    this.platform = platform;
    this.catalog = new Catalog(platform);
  }

  /** Made, changed in every field that a database can change, and left alone when absent. */
  void databasesAreAsDefined(Seen seen) throws SQLException {
    platform.settled(catalog.members());
    catalog.database(DATABASE);
    platform.apply();
    assertEquals("test,6,C,C.UTF-8,c,pg_default,false,true,40", properties());
    assertEquals("it's whole", databaseComment());
    assertEquals("app postgres,own dbuser_dba", schemas());
    assertEquals("citext public 1.5,hstore public,pg_trgm app", extensions());
    assertEquals("search_path=app, public|work_mem=16MB", databaseSettings());
    assertEquals("f", mayConnect("dbrole_readonly"));
    assertEquals("t", mayConnect("test"));
    pool("session", "21,1,5,31");
    platform.nothingToDo();
    for (FleetNode node : catalog.members().nodes()) {
      node.runAsRoot("install -d -o postgres -g postgres -m 0700 /data/elsewhere").orFail();
    }
    catalog.sql("create tablespace elsewhere location '/data/elsewhere'");
    platform.checkout().remove("name: whole,");
    catalog.database(OTHER_DATABASE);
    platform.apply();
    assertEquals("dbuser_dba,6,C,C.UTF-8,c,elsewhere,true,true,-1", properties());
    assertEquals("changed", databaseComment());
    assertEquals("app postgres,more postgres,own test", schemas());
    assertEquals("citext public 1.6,hstore public,pg_trgm public", extensions());
    assertEquals("search_path=public", databaseSettings());
    assertEquals("t", mayConnect("dbrole_readonly"));
    pool("transaction", "22,2,6,32");
    platform.nothingToDo();
    othersAreMadeAsTheySay();
    seen.note("30 fields made, and changed where a database can change them");
  }

  /** What only the making of a database can set: another locale, a copy, no connections. */
  private void othersAreMadeAsTheySay() throws SQLException {
    catalog.database(
        "- { name: foreign_words, template: template0, encoding: UTF8, locale: C.UTF-8,"
            + " locale_provider: icu, icu_locale: de-x-icu, pgbouncer: false }");
    catalog.sqlIn("test", "create table if not exists copied as select 1 id");
    catalog.database("- { name: twin, template: test, strategy: WAL_LOG, allowconn: true }");
    catalog.database("- { name: shut, allowconn: false }");
    platform.apply();
    assertEquals(
        "i,de-x-icu",
        catalog.sql(
            "select concat_ws(',', datlocprovider, daticulocale) from pg_database"
                + " where datname = 'foreign_words'"));
    assertEquals("1", catalog.sqlIn("twin", "select count(*) from copied"));
    assertEquals("f", catalog.sql("select datallowconn from pg_database where datname = 'shut'"));
    String pools = catalog.console(catalog.members().leader(), "show databases");
    assertTrue(pools.contains("\ntwin|") && !pools.contains("\nforeign_words|"), pools);
    platform.nothingToDo();
  }

  /** What shall be gone goes when people say so, what is only no longer named is told of. */
  void whatIsNotWantedGoesByName(Seen seen) {
    platform.settled(catalog.members());
    catalog.user("- { name: left, password: x }");
    catalog.user("- { name: forgotten, password: x }");
    catalog.database("- { name: gone, owner: left }");
    catalog.database("- { name: again, owner: test, schemas: [old], extensions: [hstore] }");
    platform.apply();
    catalog.sqlIn("again", "create table public.filled as select 1 id");
    platform.checkout().removeAll("name: left,");
    platform.checkout().remove("name: forgotten,");
    platform.checkout().remove("name: gone,");
    platform.checkout().remove("name: again,");
    catalog.user("- { name: left, state: absent }");
    catalog.database("- { name: gone, state: absent }");
    catalog.database(
        "- { name: again, owner: test, state: recreate, schemas: [{ name: old, state: absent }],"
            + " extensions: [{ name: hstore, state: absent }] }");
    platform.apply();
    assertEquals(
        "2", catalog.sql("select count(*) from pg_roles where rolname in ('left', 'forgotten')"));
    assertEquals("1", catalog.sql("select count(*) from pg_database where datname = 'gone'"));
    Ran drift = platform.checkout().drift();
    assertTrue(drift.out().contains("forgotten"), drift::toString);
    Ran unconfirmed = platform.checkout().operate("drop", TestCluster.NAME);
    assertEquals(4, unconfirmed.exit(), unconfirmed::toString);
    platform.operate("drop", TestCluster.NAME, "--yes", TestCluster.NAME);
    assertEquals(
        "forgotten",
        catalog.sql("select rolname from pg_roles where rolname in ('left', 'forgotten')"));
    assertEquals("0", catalog.sql("select count(*) from pg_database where datname = 'gone'"));
    assertEquals("", catalog.sqlIn("again", "select to_regnamespace('old')"));
    assertEquals(
        "0", catalog.sqlIn("again", "select count(*) from pg_extension where extname = 'hstore'"));
    Ran other =
        platform
            .checkout()
            .operate(
                "recreate-database",
                TestCluster.NAME,
                "--database",
                "test",
                "--yes",
                TestCluster.NAME);
    assertEquals(6, other.exit(), other::toString);
    platform.operate(
        "recreate-database", TestCluster.NAME, "--database", "again", "--yes", TestCluster.NAME);
    assertEquals("", catalog.sqlIn("again", "select to_regclass('public.filled')"));
    platform.nothingToDo();
    seen.note("an unnamed user stays and is told of; drop and recreate-database do what they say");
  }

  private String properties() {
    return catalog.sql(
        "select concat_ws(',', datdba::regrole, encoding, datcollate, datctype, datlocprovider,"
            + " spcname, datistemplate::text, datallowconn::text, datconnlimit)"
            + " from pg_database d join pg_tablespace t on t.oid = dattablespace"
            + " where datname = 'whole'");
  }

  private String databaseComment() {
    return catalog.sql(
        "select shobj_description(oid, 'pg_database') from pg_database where datname = 'whole'");
  }

  private String schemas() {
    return catalog.sqlIn(
        "whole",
        "select string_agg(nspname || ' ' || nspowner::regrole, ',' order by nspname)"
            + " from pg_namespace where nspname in ('app', 'own', 'more')");
  }

  private String extensions() {
    return catalog.sqlIn(
        "whole",
        "select string_agg(extname || ' ' || extnamespace::regnamespace || case extname when 'citext'"
            + " then ' ' || extversion else '' end, ',' order by extname)"
            + " from pg_extension where extname in ('hstore', 'pg_trgm', 'citext')");
  }

  private String databaseSettings() {
    return catalog.sql(
        "select string_agg(one, '|' order by one) from pg_db_role_setting, unnest(setconfig) one"
            + " where setrole = 0 and one not like 'pgfleet.%' and setdatabase ="
            + " (select oid from pg_database where datname = 'whole')");
  }

  private String mayConnect(String role) {
    return catalog.sql("select has_database_privilege('" + role + "', 'whole', 'CONNECT')");
  }

  /** Size, smallest size, reserve and most connections of the pool, on every member. */
  private void pool(String mode, String figures) {
    for (FleetNode node : catalog.members().nodes()) {
      List<String> wanted = new ArrayList<>(List.of(figures.split(",")));
      String all = catalog.console(node, "show databases");
      List<String> row =
          all.lines()
              .filter(line -> line.startsWith("whole|"))
              .findFirst()
              .map(line -> List.of(line.split("\\|", -1)))
              .orElseThrow(() -> new AssertionError(all));
      List<String> heads =
          List.of(
              catalog
                  .console(node, "show databases", "-A")
                  .lines()
                  .findFirst()
                  .orElse("")
                  .split("\\|"));
      List<String> found = new ArrayList<>();
      for (String head : List.of("pool_size", "min_pool_size", "reserve_pool", "max_connections")) {
        found.add(row.get(heads.indexOf(head)));
      }
      assertEquals(wanted, found, all);
      assertEquals(mode, row.get(heads.indexOf("pool_mode")), all);
    }
  }
}
