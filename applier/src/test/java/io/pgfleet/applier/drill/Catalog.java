package io.pgfleet.applier.drill;

import io.pgfleet.applier.cluster.Members;
import io.pgfleet.applier.fleet.FleetNode;
import java.util.List;

/** The catalog of a cluster and of its poolers, and the inventory that they come from. */
final class Catalog {
  private final Platform platform;
  private final Members members;

  Catalog(Platform platform) {
    this.platform = platform;
    this.members = new Members(List.of(platform.node("pg-test-1"), platform.node("pg-test-2")));
  }

  Members members() {
    return members;
  }

  /** What the pooler of a node prints. */
  String console(FleetNode node, String command) {
    return console(node, command, "-At");
  }

  /**
   * The same in another form.
   *
   * @param form options of psql
   */
  String console(FleetNode node, String command, String form) {
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

  /** One more user in the inventory. */
  void user(String line) {
    platform.checkout().insertBefore("# further users", line);
  }

  /** One more database in the inventory. */
  void database(String line) {
    platform.checkout().insertBefore("# further databases", line);
  }

  /** What the leader answers. */
  String sql(String query) {
    return sqlIn("postgres", query);
  }

  String sqlIn(String database, String query) {
    return members
        .leader()
        .run("sudo -u postgres psql -XAtqc \"" + query + "\" " + database)
        .orFail();
  }
}
