package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.parameter.PgBusiness;
import io.pgfleet.compiler.module.dialect.PgpassText;
import java.util.List;

/** The administrator's password on every server of every cluster. */
record AdminPasswordsView(List<Line> lines) {

  record Line(String host, String user, String password) {}

  static AdminPasswordsView of(Fleet fleet) {
    return new AdminPasswordsView(
        fleet.clusters().stream()
            .flatMap(
                cluster ->
                    cluster.instances().stream().map(one -> line(cluster, one.node().host())))
            .toList());
  }

  private static Line line(PgCluster cluster, String host) {
    PgBusiness business = cluster.parameters().business();
    return new Line(
        PgpassText.field(host),
        PgpassText.field(business.pgAdminUsername()),
        business.pgAdminPassword().filtered("pgpass"));
  }
}
