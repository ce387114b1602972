package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.HbaRule;
import java.util.List;
import java.util.Set;

/** Rules of access name roles that exist. */
final class AccessRules {
  private final Hosts.Host host;
  private final Set<String> roles;
  private final Existence existence;

  /** Reports a name that refers to nothing. */
  interface Existence {
    void require(String kind, String name, Set<String> known, Origin origin);
  }

  AccessRules(Hosts.Host host, Set<String> roles, Existence existence) {
    this.host = host;
    this.roles = roles;
    this.existence = existence;
  }

  void check(PgInstance.Parameters parameters) {
    rules(parameters.business().pgHbaRules(), "pg_hba_rules");
    rules(parameters.business().pgbHbaRules(), "pgb_hba_rules");
    rules(parameters.provision().pgDefaultHbaRules(), "pg_default_hba_rules");
    rules(parameters.provision().pgbDefaultHbaRules(), "pgb_default_hba_rules");
  }

  private void rules(List<HbaRule> rules, String where) {
    for (int i = 0; i < rules.size(); i++) {
      Origin origin = Items.origin(host.scope(), where, i, "user");
      for (String user : rules.get(i).user().split(",")) {
        String role = user.trim().replaceFirst("^\\+", "");
        if (named(role)) {
          existence.require("role", role, roles, origin);
        }
      }
    }
  }

  /** Placeholders, quoted names, regular expressions, files and {@code all} are no plain names. */
  private static boolean named(String role) {
    return role.matches("[A-Za-z0-9_-]+") && !role.equals("all");
  }
}
