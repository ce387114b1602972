package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.diagnostic.Suggestions;
import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.ServerSetting;
import io.pgfleet.compiler.model.ServerSetting.Reach;
import io.pgfleet.compiler.model.ServerSettings;
import io.pgfleet.compiler.model.parameter.PgDatabase;
import io.pgfleet.compiler.model.parameter.PgUser;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Settings that an inventory gives to servers, databases and roles are known to the major version
 * that runs there, and so are their values. A name with a dot belongs to an extension.
 */
record SettingRules(ServerSettings settings, Diagnostics diagnostics) {
  private static final String UNKNOWN = "F060";
  private static final String REFUSED = "F061";
  private static final String ELSEWHERE = "F062";

  /** Kernels that are PostgreSQL with more in it; others count their versions differently. */
  static final List<String> PLAIN = List.of("pgsql", "citus");

  void check(PgInstance instance, Scope scope) {
    PgInstance.Parameters parameters = instance.parameters();
    int major = parameters.install().pgVersion();
    if (!settings.measured(major) || !PLAIN.contains(parameters.identity().pgMode())) {
      return;
    }
    Of server = new Of(major, scope, false);
    check(server, parameters.bootstrap().pgParameters(), "pg_parameters");
    Of part = new Of(major, scope, true);
    List<PgUser> users = parameters.business().pgUsers();
    for (int i = 0; i < users.size(); i++) {
      check(part, users.get(i).parameters(), "pg_users", i, "parameters");
    }
    List<PgDatabase> databases = parameters.business().pgDatabases();
    for (int i = 0; i < databases.size(); i++) {
      check(part, databases.get(i).parameters(), "pg_databases", i, "parameters");
    }
  }

  /** Whose settings they are: a server's, or of a part of it. */
  private record Of(int major, Scope scope, boolean part) {}

  private void check(Of of, Map<String, Object> values, String parameter, Object... steps) {
    values.forEach(
        (name, value) -> {
          Object[] path = Arrays.copyOf(steps, steps.length + 1);
          path[steps.length] = name;
          if (!name.contains(".")) {
            check(of, name, value, Items.origin(of.scope(), parameter, path));
          }
        });
  }

  private void check(Of of, String name, Object value, Origin origin) {
    Optional<ServerSetting> known = settings.of(of.major(), name.toLowerCase(Locale.ROOT));
    if (known.isEmpty()) {
      unknown(of.major(), name, origin);
      return;
    }
    boolean byDefault = of.part() && value.toString().equalsIgnoreCase("default");
    place(of, known.get(), origin);
    known
        .get()
        .refusal(value)
        .filter(expected -> !byDefault)
        .ifPresent(
            expected ->
                diagnostics.error(
                    REFUSED,
                    origin,
                    "setting '%s' of PostgreSQL %d can't be '%s'"
                        .formatted(name, of.major(), value),
                    "give it " + expected));
  }

  private void unknown(int major, String name, Origin origin) {
    List<Integer> others = settings.majorsOf(name);
    diagnostics.error(
        UNKNOWN,
        origin,
        "PostgreSQL %d has no setting '%s'%s".formatted(major, name, history(major, others)),
        Suggestions.nearest(name, settings.names(major))
            .filter(one -> others.isEmpty())
            .map(one -> "did you mean '" + one + "'?")
            .orElse("remove it"));
  }

  private static String history(int major, List<Integer> others) {
    if (others.isEmpty()) {
      return "";
    }
    int last = others.get(others.size() - 1);
    return last < major
        ? ", the last to have it was " + last
        : ", the first to have it is " + others.get(0);
  }

  private void place(Of of, ServerSetting setting, Origin origin) {
    if (setting.reach() == Reach.NEVER) {
      diagnostics.error(
          ELSEWHERE, origin, "setting '" + setting.name() + "' can only be read", "remove it");
    } else if (of.part() && setting.reach().compareTo(Reach.SESSION) < 0) {
      diagnostics.error(
          ELSEWHERE,
          origin,
          "setting '" + setting.name() + "' holds for the whole server",
          "move it to pg_parameters");
    }
  }
}
