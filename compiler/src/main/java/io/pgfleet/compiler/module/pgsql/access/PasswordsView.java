package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.Secret;
import io.pgfleet.compiler.model.parameter.PgBusiness;
import io.pgfleet.compiler.module.dialect.PgpassText;
import java.util.List;
import java.util.stream.Stream;

/** Passwords of the system users for whoever looks after a server. */
record PasswordsView(List<Line> lines) {

  /** A user on any server, with its password. */
  record Line(String user, String password) {}

  static PasswordsView of(PgInstance.Parameters parameters) {
    PgBusiness business = parameters.business();
    return new PasswordsView(
        Stream.of(
                line(business.pgReplicationUsername(), business.pgReplicationPassword()),
                line(business.pgMonitorUsername(), business.pgMonitorPassword()),
                line(business.pgAdminUsername(), business.pgAdminPassword()))
            .toList());
  }

  private static Line line(String user, Secret password) {
    return new Line(PgpassText.field(user), password.filtered("pgpass"));
  }
}
