package io.pgfleet.applier.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.cluster.Database;
import io.pgfleet.applier.cluster.Members;
import io.pgfleet.applier.cluster.Ran;
import io.pgfleet.applier.fleet.FleetNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What an inventory says about users and databases, field by field in the server's catalog. */
final class CatalogDrills {
  private static final String USER =
      "- { name: every, password: 'first', createdb: true, createrole: true, inherit: false,"
          + " replication: true, bypassrls: true, superuser: false, login: true, connlimit: 7,"
          + " expire_at: '2031-01-31', comment: \"it's every field\", pgbouncer: true,"
          + " pool_mode: session, pool_connlimit: 9,"
          + " roles: [dbrole_readonly, { name: pg_monitor, admin: true }],"
          + " parameters: { work_mem: 8MB, search_path: 'app, public', jit: false } }";
  private static final String OTHER_USER =
      "- { name: every, password: \"sec'ond\", createdb: false, createrole: false, inherit: true,"
          + " replication: false, bypassrls: false, superuser: true, login: true, connlimit: -1,"
          + " expire_at: infinity, comment: changed, pgbouncer: true,"
          + " pool_mode: transaction, pool_connlimit: 11,"
          + " roles: [{ name: dbrole_readonly, state: revoke }, { name: pg_monitor, admin: false }, dbrole_readwrite],"
          + " parameters: { work_mem: DEFAULT, search_path: public, jit: true } }";
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
  private final Members members;

  CatalogDrills(Platform platform) {
    this.platform = platform;
    this.members = new Members(List.of(platform.node("pg-test-1"), platform.node("pg-test-2")));
  }

  /** Made, changed in every field, and left alone when it shall be absent. */
  void usersAreAsDefined(Seen seen) throws SQLException {
    platform.settled(members);
    user(USER);
    user("- { name: soon, password: x, expire_in: 30, login: false }");
    platform.apply();
    attributes("false,true,true,false,true,true,true,7");
    expires("every", "2031-01-31 00:00:00+00");
    assertEquals("it's every field", roleComment());
    assertEquals("dbrole_readonly false,pg_monitor true", memberships());
    assertEquals("jit=off|search_path=app, public|work_mem=8MB", roleSettings());
    pooled("every", "session", 9);
    connects("first");
    refused("sec'ond");
    assertEquals(
        "t",
        sql(
            "select not rolcanlogin and rolvaliduntil between now() + '29 d' and now() + '31 d'"
                + " from pg_roles where rolname = 'soon'"));
    String given = sql("select rolvaliduntil from pg_roles where rolname = 'soon'");
    platform.nothingToDo();
    platform.checkout().remove("name: every,");
    user(OTHER_USER);
    platform.apply();
    attributes("true,false,false,true,true,false,false,-1");
    expires("every", "infinity");
    assertEquals("changed", roleComment());
    assertEquals("dbrole_readwrite false,pg_monitor false", memberships());
    assertEquals("jit=on|search_path=public", roleSettings());
    pooled("every", "transaction", 11);
    connects("sec'ond");
    refused("first");
    assertEquals(given, sql("select rolvaliduntil from pg_roles where rolname = 'soon'"));
    platform.nothingToDo();
    platform.checkout().remove("name: every,");
    user("- { name: every, state: absent }");
    platform.apply();
    assertEquals("1", sql("select count(*) from pg_roles where rolname = 'every'"));
    members.leader().run("sudo -u postgres /pg/bin/pg-drop-role every").orFail();
    assertEquals("0", sql("select count(*) from pg_roles where rolname = 'every'"));
    platform.nothingToDo();
    seen.note("19 fields made and changed, each read back from the catalog or the pooler");
  }

  private void attributes(String expected) {
    assertEquals(
        expected,
        sql(
            "select concat_ws(',', rolsuper::text, rolcreatedb::text, rolcreaterole::text,"
                + " rolinherit::text, rolcanlogin::text, rolreplication::text,"
                + " rolbypassrls::text, rolconnlimit) from pg_roles where rolname = 'every'"));
  }

  private void expires(String role, String expected) {
    assertEquals(
        expected,
        sql(
            "set timezone to 'UTC'; select rolvaliduntil from pg_roles where rolname = '"
                + role
                + "'"));
  }

  private String roleComment() {
    return sql("select shobj_description(oid, 'pg_authid') from pg_authid where rolname = 'every'");
  }

  private String memberships() {
    return sql(
        "select string_agg(roleid::regrole || ' ' || admin_option::text, ',' order by"
            + " roleid::regrole::text) from pg_auth_members where member = 'every'::regrole");
  }

  private String roleSettings() {
    return sql(
        "select string_agg(one, '|' order by one) from pg_db_role_setting, unnest(setconfig) one"
            + " where setrole = 'every'::regrole and one not like 'pgfleet.%'");
  }

  private void pooled(String user, String mode, int connections) {
    for (FleetNode node : members.nodes()) {
      String users = console(node, "show users");
      assertTrue(users.lines().anyMatch(line -> line.startsWith(user + "|" + mode)), users);
      String limits = node.runAsRoot("cat /etc/pgbouncer/useropts.txt").orFail();
      assertTrue(limits.contains("max_user_connections=" + connections), limits);
    }
  }

  private void connects(String password) throws SQLException {
    for (int port : List.of(5433, 5436)) {
      Database database = new Database(members.leader().address(), port, "test", "every", password);
      assertEquals("every", database.ask("select current_user"));
    }
  }

  private void refused(String password) {
    Database database = new Database(members.leader().address(), 5436, "test", "every", password);
    SQLException said = assertThrows(SQLException.class, () -> database.ask("select 1"));
    assertEquals("28P01", said.getSQLState(), said.getMessage());
  }

  /** Made, changed in every field that a database can change, and left alone when absent. */
  void databasesAreAsDefined(Seen seen) throws SQLException {
    platform.settled(members);
    database(DATABASE);
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
    for (FleetNode node : members.nodes()) {
      node.runAsRoot("install -d -o postgres -g postgres -m 0700 /data/elsewhere").orFail();
    }
    sql("create tablespace elsewhere location '/data/elsewhere'");
    platform.checkout().remove("name: whole,");
    database(OTHER_DATABASE);
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
    database(
        "- { name: foreign_words, template: template0, encoding: UTF8, locale: C.UTF-8,"
            + " locale_provider: icu, icu_locale: de-x-icu, pgbouncer: false }");
    sqlIn("test", "create table if not exists copied as select 1 id");
    database("- { name: twin, template: test, strategy: WAL_LOG, allowconn: true }");
    database("- { name: shut, allowconn: false }");
    platform.apply();
    assertEquals(
        "i,de-x-icu",
        sql(
            "select concat_ws(',', datlocprovider, daticulocale) from pg_database"
                + " where datname = 'foreign_words'"));
    assertEquals("1", sqlIn("twin", "select count(*) from copied"));
    assertEquals("f", sql("select datallowconn from pg_database where datname = 'shut'"));
    String pools = console(members.leader(), "show databases");
    assertTrue(pools.contains("\ntwin|") && !pools.contains("\nforeign_words|"), pools);
    platform.nothingToDo();
  }

  /** What shall be gone goes when people say so, what is only no longer named is told of. */
  void whatIsNotWantedGoesByName(Seen seen) {
    platform.settled(members);
    user("- { name: left, password: x }");
    user("- { name: forgotten, password: x }");
    database("- { name: gone, owner: left }");
    database("- { name: again, owner: test, schemas: [old], extensions: [hstore] }");
    platform.apply();
    sqlIn("again", "create table public.filled as select 1 id");
    platform.checkout().removeAll("name: left,");
    platform.checkout().remove("name: forgotten,");
    platform.checkout().remove("name: gone,");
    platform.checkout().remove("name: again,");
    user("- { name: left, state: absent }");
    database("- { name: gone, state: absent }");
    database(
        "- { name: again, owner: test, state: recreate, schemas: [{ name: old, state: absent }],"
            + " extensions: [{ name: hstore, state: absent }] }");
    platform.apply();
    assertEquals("2", sql("select count(*) from pg_roles where rolname in ('left', 'forgotten')"));
    assertEquals("1", sql("select count(*) from pg_database where datname = 'gone'"));
    Ran drift = platform.checkout().drift();
    assertTrue(drift.out().contains("forgotten"), drift::toString);
    Ran unconfirmed = platform.checkout().operate("drop", TestCluster.NAME);
    assertEquals(4, unconfirmed.exit(), unconfirmed::toString);
    platform.operate("drop", TestCluster.NAME, "--yes", TestCluster.NAME);
    assertEquals(
        "forgotten", sql("select rolname from pg_roles where rolname in ('left', 'forgotten')"));
    assertEquals("0", sql("select count(*) from pg_database where datname = 'gone'"));
    assertEquals("", sqlIn("again", "select to_regnamespace('old')"));
    assertEquals("0", sqlIn("again", "select count(*) from pg_extension where extname = 'hstore'"));
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
    assertEquals("", sqlIn("again", "select to_regclass('public.filled')"));
    platform.nothingToDo();
    seen.note("an unnamed user stays and is told of; drop and recreate-database do what they say");
  }

  private String properties() {
    return sql(
        "select concat_ws(',', datdba::regrole, encoding, datcollate, datctype, datlocprovider,"
            + " spcname, datistemplate::text, datallowconn::text, datconnlimit)"
            + " from pg_database d join pg_tablespace t on t.oid = dattablespace"
            + " where datname = 'whole'");
  }

  private String databaseComment() {
    return sql(
        "select shobj_description(oid, 'pg_database') from pg_database where datname = 'whole'");
  }

  private String schemas() {
    return sqlIn(
        "whole",
        "select string_agg(nspname || ' ' || nspowner::regrole, ',' order by nspname)"
            + " from pg_namespace where nspname in ('app', 'own', 'more')");
  }

  private String extensions() {
    return sqlIn(
        "whole",
        "select string_agg(extname || ' ' || extnamespace::regnamespace || case extname when 'citext'"
            + " then ' ' || extversion else '' end, ',' order by extname)"
            + " from pg_extension where extname in ('hstore', 'pg_trgm', 'citext')");
  }

  private String databaseSettings() {
    return sql(
        "select string_agg(one, '|' order by one) from pg_db_role_setting, unnest(setconfig) one"
            + " where setrole = 0 and one not like 'pgfleet.%' and setdatabase ="
            + " (select oid from pg_database where datname = 'whole')");
  }

  private String mayConnect(String role) {
    return sql("select has_database_privilege('" + role + "', 'whole', 'CONNECT')");
  }

  /** Size, smallest size, reserve and most connections of the pool, on every member. */
  private void pool(String mode, String figures) {
    for (FleetNode node : members.nodes()) {
      List<String> wanted = new ArrayList<>(List.of(figures.split(",")));
      String all = console(node, "show databases");
      List<String> row =
          all.lines()
              .filter(line -> line.startsWith("whole|"))
              .findFirst()
              .map(line -> List.of(line.split("\\|", -1)))
              .orElseThrow(() -> new AssertionError(all));
      List<String> heads =
          List.of(
              console(node, "show databases", "-A").lines().findFirst().orElse("").split("\\|"));
      List<String> found = new ArrayList<>();
      for (String head : List.of("pool_size", "min_pool_size", "reserve_pool", "max_connections")) {
        found.add(row.get(heads.indexOf(head)));
      }
      assertEquals(wanted, found, all);
      assertEquals(mode, row.get(heads.indexOf("pool_mode")), all);
    }
  }

  private static String console(FleetNode node, String command) {
    return console(node, command, "-At");
  }

  private static String console(FleetNode node, String command, String form) {
    return node.run(
            "PGPASSWORD=DBUser.DBA psql -Xw "
                + form
                + " 'host="
                + node.address()
                + " port=6432 user=dbuser_dba dbname=pgbouncer' -c '"
                + command
                + "'")
        .orFail();
  }

  private void user(String line) {
    platform.checkout().insertBefore("# further users", line);
  }

  private void database(String line) {
    platform.checkout().insertBefore("# further databases", line);
  }

  private String sql(String query) {
    return sqlIn("postgres", query);
  }

  private String sqlIn(String database, String query) {
    return members
        .leader()
        .run("sudo -u postgres psql -XAtqc \"" + query + "\" " + database)
        .orFail();
  }
}
