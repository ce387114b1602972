package io.pgfleet.compiler.module.pgsql.access;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.module.RenderedFleet;
import io.pgfleet.compiler.module.pgsql.ClusterFixture;
import io.pgfleet.compiler.module.pgsql.PgsqlModule;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pool of a cluster that follows another one knows whom that one knows. */
final class FollowersPoolTest {
  private static final String INVENTORY =
      """
      all:
        children:
          infra: { hosts: { 10.10.10.10: { infra_seq: 1 } } }
          etcd: { hosts: { 10.10.10.10: { etcd_seq: 1 } } }
          pg-test:
            hosts:
              10.10.10.11: { pg_seq: 1, pg_role: primary }
              10.10.10.12: { pg_seq: 2, pg_role: replica, pg_upstream: 10.10.10.11 }
            vars:
              pg_cluster: pg-test
              pg_users: [{ name: app, password: a, pgbouncer: true }]
              pg_databases: [{ name: app, pool_size: 7 }, { name: other }]
          pg-copy:
            hosts:
              10.10.10.13: { pg_seq: 1, pg_role: primary, pg_upstream: 10.10.10.11 }
              10.10.10.14: { pg_seq: 2, pg_role: replica }
            vars:
              pg_cluster: pg-copy
              pg_users: [{ name: app, password: a, pgbouncer: true }]
              pg_databases: [{ name: app, pool_size: 9 }]
        vars: { version: v4.0.0, admin_ip: 10.10.10.10, pg_version: 15, pg_dbsu_home: /var/lib/postgresql }
      """;

  @TempDir Path directory;
  private RenderedFleet fleet;

  @BeforeEach
  void renders() {
    fleet = RenderedFleet.of(new PgsqlModule(), ClusterFixture.of(directory, INVENTORY));
  }

  private String file(String host, String name) {
    return fleet.text(host + ":/etc/pgbouncer/" + name);
  }

  @Test
  void hasTheVerifiersOfTheUpstreamOnEveryMember() {
    for (String host : new String[] {"10.10.10.13", "10.10.10.14"}) {
      String users = file(host, "userlist.txt");
      assertTrue(users.contains("\"app\" {secret:pg-test/pg_users/app@"), users);
      assertFalse(users.contains("pg-copy/pg_users"), users);
    }
  }

  @Test
  void keepsItsOwnLimitsAndOffersWhatOnlyTheUpstreamNames() {
    String databases = file("10.10.10.14", "database.txt");
    assertTrue(databases.contains("pool_size=9"), databases);
    assertTrue(databases.contains("\nother = "), databases);
  }

  @Test
  void leavesTheUpstreamItselfAlone() {
    String databases = file("10.10.10.12", "database.txt");
    assertTrue(databases.contains("pool_size=7"), databases);
    assertTrue(file("10.10.10.12", "userlist.txt").contains("pg-test/pg_users/app@"));
  }
}
