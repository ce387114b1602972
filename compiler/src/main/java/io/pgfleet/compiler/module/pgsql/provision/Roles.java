package io.pgfleet.compiler.module.pgsql.provision;

import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.Secret;
import io.pgfleet.compiler.model.parameter.PgBusiness;
import io.pgfleet.compiler.model.parameter.PgUser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The roles of a cluster in the order in which they are made: default ones, then business ones. */
final class Roles {
  private final Map<String, PgUser> wanted = new LinkedHashMap<>();

  private Roles() {}

  /** A role that is defined twice is what its last definition says. */
  static Roles of(PgInstance.Parameters parameters) {
    Roles roles = new Roles();
    parameters.provision().pgDefaultRoles().forEach(roles::add);
    roles.addSystemUsers(parameters);
    parameters.business().pgUsers().forEach(one -> roles.add(commented(one)));
    roles.setSystemPasswords(parameters);
    return roles;
  }

  /** Those to exist; the ones with state absent are never dropped by a plain apply. */
  List<PgUser> present() {
    return wanted.values().stream().filter(Roles::present).toList();
  }

  /** Those that shall not exist. */
  List<String> absent() {
    return wanted.values().stream().filter(one -> !present(one)).map(PgUser::name).toList();
  }

  boolean has(String name) {
    return wanted.containsKey(name) && present(wanted.get(name));
  }

  private static boolean present(PgUser user) {
    return !user.state().equals("absent");
  }

  private void add(PgUser user) {
    wanted.put(user.name(), user);
  }

  /** The platform can't work without them, whatever the list of default roles says. */
  private void addSystemUsers(PgInstance.Parameters parameters) {
    PgBusiness names = parameters.business();
    ensure(SystemUser.replication(names.pgReplicationUsername()));
    ensure(SystemUser.admin(names.pgAdminUsername()));
    ensure(SystemUser.monitor(names.pgMonitorUsername()));
  }

  private void ensure(PgUser user) {
    if (!has(user.name())) {
      add(user);
    }
  }

  private void setSystemPasswords(PgInstance.Parameters parameters) {
    PgBusiness business = parameters.business();
    setPassword(business.pgReplicationUsername(), business.pgReplicationPassword());
    setPassword(business.pgAdminUsername(), business.pgAdminPassword());
    setPassword(business.pgMonitorUsername(), business.pgMonitorPassword());
    setPassword(parameters.install().pgDbsu(), business.pgDbsuPassword());
  }

  private void setPassword(String name, Secret password) {
    wanted.computeIfPresent(
        name, (ignored, user) -> password.empty() ? user : SystemUser.with(user, password));
  }

  private static PgUser commented(PgUser user) {
    return user.comment().isPresent()
        ? user
        : SystemUser.with(user, Optional.of("business user " + user.name()));
  }
}
