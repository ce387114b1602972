package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.diagnostic.Suggestions;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.HbaRule;
import java.util.List;

/** Rules of access name roles and databases that exist. */
record AccessRules(Hosts.Host host, NamesForRules names, Diagnostics diagnostics) {
  void check(PgInstance.Parameters parameters) {
    if (names.complete()) {
      rules(parameters.business().pgHbaRules(), "pg_hba_rules");
      rules(parameters.business().pgbHbaRules(), "pgb_hba_rules");
      rules(parameters.provision().pgDefaultHbaRules(), "pg_default_hba_rules");
      rules(parameters.provision().pgbDefaultHbaRules(), "pgb_default_hba_rules");
    }
  }

  private void rules(List<HbaRule> rules, String where) {
    for (int i = 0; i < rules.size(); i++) {
      Origin user = Items.origin(host.scope(), where, i, "user");
      for (String written : rules.get(i).user().split(",")) {
        String role = written.trim().replaceFirst("^\\+", "");
        if (named(role) && !role.equals("all")) {
          new Existence(diagnostics).require("role", role, names.roles(), user);
        }
      }
      Origin db = Items.origin(host.scope(), where, i, "db");
      for (String written : rules.get(i).db().split(",")) {
        database(written.trim(), db);
      }
    }
  }

  /** A warning only: programs make databases of their own, and a rule may wait for them. */
  private void database(String name, Origin origin) {
    if (named(name) && !names.databases().contains(name)) {
      diagnostics.warning(
          "F049",
          origin,
          "no database is called '" + name + "'",
          Suggestions.nearest(name, names.databases())
              .map(one -> "did you mean '" + one + "'?")
              .orElse("add it to pg_databases, unless a program makes it"));
    }
  }

  /** Placeholders, quoted names, regular expressions and files are no plain names. */
  private static boolean named(String name) {
    return name.matches("[A-Za-z0-9_-]+");
  }
}
