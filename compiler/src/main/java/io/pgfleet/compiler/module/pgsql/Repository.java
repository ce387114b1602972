package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.Secret;
import io.pgfleet.compiler.model.Version;
import io.pgfleet.compiler.model.parameter.PgBackup;
import io.pgfleet.compiler.module.dialect.IniText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where a cluster's backups and its archive go.
 *
 * @param name key of {@code pgbackrest_repo}
 * @param shared whether all members reach the same one; a posix directory is each member's own
 * @param options as the inventory has them
 */
record Repository(String name, boolean shared, Map<String, Object> options) {
  private static final String BLOCK = "block";
  private static final String BLOCK_SINCE = "2.46";

  static Repository of(PgInstance instance) {
    PgBackup backup = instance.parameters().backup();
    String name = backup.pgbackrestMethod();
    Map<String, Object> options = backup.pgbackrestRepo().getOrDefault(name, Map.of());
    Object type = options.getOrDefault("type", "posix");
    boolean shared = backup.pgbackrestEnabled() && !type.equals("posix");
    return new Repository(name, shared, options);
  }

  /** The repository's lines in pgBackRest's file, in the order of the inventory. */
  List<Setting> settings(String cluster, Version pgbackrest) {
    List<Setting> settings = new ArrayList<>();
    options.forEach(
        (key, value) -> {
          if (!key.equals(BLOCK) || pgbackrest.atLeast(BLOCK_SINCE)) {
            settings.add(
                new Setting(IniText.key("repo1-" + key.replace('_', '-')), text(value, cluster)));
          }
        });
    return settings;
  }

  private static String text(Object value, String cluster) {
    return value instanceof Secret secret
        ? secret.filtered("ini")
        : IniText.value(value.toString().replace("${pg_cluster}", cluster));
  }
}
