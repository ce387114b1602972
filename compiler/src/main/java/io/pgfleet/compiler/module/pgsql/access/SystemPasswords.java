package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.Secret;
import io.pgfleet.compiler.model.parameter.PgBusiness;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The passwords of the platform's own users; they have parameters of their own. */
final class SystemPasswords {
  private final Map<String, Secret> byUser = new LinkedHashMap<>();

  private SystemPasswords() {}

  static SystemPasswords of(PgInstance.Parameters parameters) {
    PgBusiness business = parameters.business();
    SystemPasswords passwords = new SystemPasswords();
    passwords.byUser.put(business.pgReplicationUsername(), business.pgReplicationPassword());
    passwords.byUser.put(business.pgAdminUsername(), business.pgAdminPassword());
    passwords.byUser.put(business.pgMonitorUsername(), business.pgMonitorPassword());
    passwords.byUser.put(parameters.install().pgDbsu(), business.pgDbsuPassword());
    return passwords;
  }

  Optional<Secret> of(String user) {
    return Optional.ofNullable(byUser.get(user)).filter(secret -> !secret.empty());
  }
}
