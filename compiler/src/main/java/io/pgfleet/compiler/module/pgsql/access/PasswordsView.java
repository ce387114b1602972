package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.Secret;
import io.pgfleet.compiler.model.parameter.PgBusiness;
import io.pgfleet.compiler.module.dialect.PgpassText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Passwords of the system users for whoever looks after a server. */
record PasswordsView(List<Line> lines) {

  /** A user on any server, with its password. */
  record Line(String user, String password) {}

  /**
   * The platform's own users; the part of a sharded database also logs in to the others as its
   * users, from whichever member leads.
   */
  static PasswordsView of(PgInstance member) {
    PgInstance.Parameters parameters = member.parameters();
    PgBusiness business = parameters.business();
    Map<String, Secret> passwords = new LinkedHashMap<>();
    passwords.put(business.pgReplicationUsername(), business.pgReplicationPassword());
    passwords.put(business.pgMonitorUsername(), business.pgMonitorPassword());
    passwords.put(business.pgAdminUsername(), business.pgAdminPassword());
    passwords.put(parameters.install().pgDbsu(), business.pgDbsuPassword());
    if (parameters.identity().pgMode().equals("citus")) {
      business.pgUsers().stream()
          .filter(user -> !user.state().equals("absent"))
          .forEach(
              user -> user.password().ifPresent(one -> passwords.putIfAbsent(user.name(), one)));
    }
    return new PasswordsView(
        passwords.entrySet().stream()
            .filter(one -> !one.getValue().empty())
            .map(one -> line(one.getKey(), one.getValue()))
            .toList());
  }

  private static Line line(String user, Secret password) {
    return new Line(PgpassText.field(user), password.filtered("pgpass"));
  }
}
