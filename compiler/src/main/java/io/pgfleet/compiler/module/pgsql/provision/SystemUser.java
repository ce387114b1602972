package io.pgfleet.compiler.module.pgsql.provision;

import io.pgfleet.compiler.model.Secret;
import io.pgfleet.compiler.model.parameter.PgUser;
import io.pgfleet.compiler.model.parameter.RoleGrant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The users of the platform itself, with the least that they need. */
final class SystemUser {
  private static final String MONITORING = "pg_monitor";

  private SystemUser() {}

  static PgUser replication(String name) {
    return of(name, false, true, "system replicator");
  }

  static PgUser admin(String name) {
    return of(name, true, false, "system administrator");
  }

  static PgUser monitor(String name) {
    return of(name, false, false, "system monitor");
  }

  static PgUser with(PgUser user, Secret password) {
    return copy(user, Optional.of(password), user.comment());
  }

  static PgUser with(PgUser user, Optional<String> comment) {
    return copy(user, user.password(), comment);
  }

  private static PgUser of(String name, boolean superuser, boolean replication, String comment) {
    List<RoleGrant> roles =
        superuser
            ? List.of()
            : List.of(
                new RoleGrant(
                    MONITORING, "grant", Optional.empty(), Optional.empty(), Optional.empty()));
    Optional<Boolean> absent = Optional.empty();
    return new PgUser(
        name,
        "create",
        Optional.empty(),
        Optional.of(true),
        superuser ? Optional.of(true) : absent,
        absent,
        absent,
        absent,
        replication ? Optional.of(true) : absent,
        absent,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(comment),
        roles,
        Map.of(),
        false,
        Optional.empty(),
        Optional.empty());
  }

  private static PgUser copy(PgUser user, Optional<Secret> password, Optional<String> comment) {
    return new PgUser(
        user.name(),
        user.state(),
        password,
        user.login(),
        user.superuser(),
        user.createdb(),
        user.createrole(),
        user.inherit(),
        user.replication(),
        user.bypassrls(),
        user.connlimit(),
        user.expireIn(),
        user.expireAt(),
        comment,
        user.roles(),
        user.parameters(),
        user.pgbouncer(),
        user.poolMode(),
        user.poolConnlimit());
  }
}
