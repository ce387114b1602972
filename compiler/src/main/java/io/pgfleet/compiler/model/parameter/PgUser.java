package io.pgfleet.compiler.model.parameter;

import io.pgfleet.compiler.model.Ordered;
import io.pgfleet.compiler.model.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An item of {@code pg_users} or {@code pg_default_roles}; an absent flag is left as the server has
 * it.
 */
public record PgUser(
    String name,
    String state,
    Optional<Secret> password,
    Optional<Boolean> login,
    Optional<Boolean> superuser,
    Optional<Boolean> createdb,
    Optional<Boolean> createrole,
    Optional<Boolean> inherit,
    Optional<Boolean> replication,
    Optional<Boolean> bypassrls,
    Optional<Integer> connlimit,
    Optional<Integer> expireIn,
    Optional<String> expireAt,
    Optional<String> comment,
    List<RoleGrant> roles,
    Map<String, Object> parameters,
    boolean pgbouncer,
    Optional<String> poolMode,
    Optional<Integer> poolConnlimit) {

  public PgUser {
    state = state == null ? "create" : state;
    roles = roles == null ? List.of() : List.copyOf(roles);
    parameters = Ordered.copy(parameters);
  }

  /** Whether the role can log in; PostgreSQL's users can unless told otherwise. */
  public boolean canLogin() {
    return login.orElse(true);
  }
}
