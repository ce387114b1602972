package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.Secret;
import io.pgfleet.compiler.model.parameter.PgDatabase;
import io.pgfleet.compiler.model.parameter.PgUser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A user that a pooler knows.
 *
 * @param plain whether the pooler logs in as this user by itself, for which it needs the password;
 *     for all others it passes on what the client proved, with the verifier that the server has too
 * @param settings of its connections, such as {@code pool_mode=session}
 */
record PoolUser(String name, Optional<Secret> password, boolean plain, List<String> settings) {

  /** The superuser first, then those with the flag, in the order of the inventory. */
  static List<PoolUser> all(Pooled pooled) {
    PgInstance.Parameters parameters = pooled.parameters();
    Map<String, PoolUser> users = new LinkedHashMap<>();
    String dbsu = parameters.install().pgDbsu();
    users.put(dbsu, new PoolUser(dbsu, Optional.empty(), false, List.of()));
    Stream.concat(parameters.provision().pgDefaultRoles().stream(), pooled.users().stream())
        .forEach(user -> take(user, users, dbsu));
    List<String> lookups = lookups(pooled);
    lookups.forEach(name -> users.putIfAbsent(name, named(name, pooled.users())));
    SystemPasswords system = SystemPasswords.of(parameters);
    return users.values().stream()
        .map(user -> user.with(system.of(user.name()), lookups.contains(user.name())))
        .toList();
  }

  /** A user that is defined twice is what its last definition says. */
  private static void take(PgUser user, Map<String, PoolUser> users, String dbsu) {
    if (user.pgbouncer() && !user.state().equals("absent")) {
      users.put(user.name(), of(user));
    } else if (!user.name().equals(dbsu)) {
      users.remove(user.name());
    }
  }

  private static PoolUser of(PgUser user) {
    List<String> settings = new ArrayList<>();
    user.poolMode().ifPresent(mode -> settings.add("pool_mode=" + mode));
    user.poolConnlimit()
        .filter(limit -> limit >= 0)
        .ifPresent(limit -> settings.add("max_user_connections=" + limit));
    return new PoolUser(user.name(), user.password(), false, settings);
  }

  private static PoolUser named(String name, List<PgUser> all) {
    Optional<Secret> password =
        all.stream().filter(one -> one.name().equals(name)).findFirst().flatMap(PgUser::password);
    return new PoolUser(name, password, true, List.of());
  }

  /** Those as whom the pooler asks databases for the verifiers of users that it does not know. */
  private static List<String> lookups(Pooled pooled) {
    PgInstance.Parameters parameters = pooled.parameters();
    if (!parameters.access().pgbouncerAuthQuery()) {
      return List.of();
    }
    return Stream.concat(
            Stream.of(parameters.business().pgMonitorUsername()),
            pooled.databases().stream().map(PgDatabase::poolAuthUser).flatMap(Optional::stream))
        .distinct()
        .toList();
  }

  private PoolUser with(Optional<Secret> systemPassword, boolean lookup) {
    return new PoolUser(name, systemPassword.or(() -> password), lookup, settings);
  }
}
