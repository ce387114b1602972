package io.pgfleet.applier.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.cluster.Database;
import io.pgfleet.applier.fleet.FleetNode;
import java.sql.SQLException;
import java.util.List;

/** What an inventory says about users, field by field in the server's catalog. */
final class UserDrills {
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
  private final Platform platform;
  private final Catalog catalog;

  UserDrills(Platform platform) {
    this.platform = platform;
    this.catalog = new Catalog(platform);
  }

  /** Made, changed in every field, and left alone when it shall be absent. */
  void usersAreAsDefined(Seen seen) throws SQLException {
    platform.settled(catalog.members());
    catalog.user(USER);
    catalog.user("- { name: soon, password: x, expire_in: 30, login: false }");
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
        catalog.sql(
            "select not rolcanlogin and rolvaliduntil between now() + '29 d' and now() + '31 d'"
                + " from pg_roles where rolname = 'soon'"));
    String given = catalog.sql("select rolvaliduntil from pg_roles where rolname = 'soon'");
    platform.nothingToDo();
    platform.checkout().remove("name: every,");
    catalog.user(OTHER_USER);
    platform.apply();
    attributes("true,false,false,true,true,false,false,-1");
    expires("every", "infinity");
    assertEquals("changed", roleComment());
    assertEquals("dbrole_readwrite false,pg_monitor false", memberships());
    assertEquals("jit=on|search_path=public", roleSettings());
    pooled("every", "transaction", 11);
    connects("sec'ond");
    refused("first");
    assertEquals(given, catalog.sql("select rolvaliduntil from pg_roles where rolname = 'soon'"));
    platform.nothingToDo();
    platform.checkout().remove("name: every,");
    catalog.user("- { name: every, state: absent }");
    platform.apply();
    assertEquals("1", catalog.sql("select count(*) from pg_roles where rolname = 'every'"));
    catalog.members().leader().run("sudo -u postgres /pg/bin/pg-drop-role every").orFail();
    assertEquals("0", catalog.sql("select count(*) from pg_roles where rolname = 'every'"));
    platform.nothingToDo();
    seen.note("19 fields made and changed, each read back from the catalog or the pooler");
  }

  private void attributes(String expected) {
    assertEquals(
        expected,
        catalog.sql(
            "select concat_ws(',', rolsuper::text, rolcreatedb::text, rolcreaterole::text,"
                + " rolinherit::text, rolcanlogin::text, rolreplication::text,"
                + " rolbypassrls::text, rolconnlimit) from pg_roles where rolname = 'every'"));
  }

  private void expires(String role, String expected) {
    assertEquals(
        expected,
        catalog.sql(
            "set timezone to 'UTC'; select rolvaliduntil from pg_roles where rolname = '"
                + role
                + "'"));
  }

  private String roleComment() {
    return catalog.sql(
        "select shobj_description(oid, 'pg_authid') from pg_authid where rolname = 'every'");
  }

  private String memberships() {
    return catalog.sql(
        "select string_agg(roleid::regrole || ' ' || admin_option::text, ',' order by"
            + " roleid::regrole::text) from pg_auth_members where member = 'every'::regrole");
  }

  private String roleSettings() {
    return catalog.sql(
        "select string_agg(one, '|' order by one) from pg_db_role_setting, unnest(setconfig) one"
            + " where setrole = 'every'::regrole and one not like 'pgfleet.%'");
  }

  private void pooled(String user, String mode, int connections) {
    for (FleetNode node : catalog.members().nodes()) {
      String users = catalog.console(node, "show users");
      assertTrue(users.lines().anyMatch(line -> line.startsWith(user + "|" + mode)), users);
      String limits = node.runAsRoot("cat /etc/pgbouncer/useropts.txt").orFail();
      assertTrue(limits.contains("max_user_connections=" + connections), limits);
    }
  }

  private void connects(String password) throws SQLException {
    for (int port : List.of(5433, 5436)) {
      Database database =
          new Database(catalog.members().leader().address(), port, "test", "every", password);
      assertEquals("every", database.ask("select current_user"));
    }
  }

  private void refused(String password) {
    Database database =
        new Database(catalog.members().leader().address(), 5436, "test", "every", password);
    SQLException said = assertThrows(SQLException.class, () -> database.ask("select 1"));
    assertEquals("28P01", said.getSQLState(), said.getMessage());
  }
}
