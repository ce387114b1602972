package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.PgDatabase;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files that a cluster's parameters name: baselines of databases, and what is to lie beside the
 * data.
 */
record NamedFiles(FilesBook files, Diagnostics diagnostics) {
  private static final String CODE = "F056";

  /** What a server keeps in its directory itself; a file of such a name would break it. */
  private static final Set<String> OF_THE_SERVER =
      Set.of(
          "PG_VERSION",
          "backup_label",
          "base",
          "current_logfiles",
          "global",
          "patroni.dynamic.json",
          "postgresql.auto.conf",
          "postgresql.base.conf",
          "postgresql.conf",
          "postmaster.opts",
          "postmaster.pid",
          "recovery.signal",
          "standby.signal",
          "tablespace_map");

  /** The texts by the paths as they are written; without those that can't be taken. */
  SortedMap<String, String> of(PgInstance.Parameters parameters, Scope scope) {
    SortedMap<String, String> texts = new TreeMap<>();
    List<PgDatabase> databases = parameters.business().pgDatabases();
    for (int i = 0; i < databases.size(); i++) {
      Origin place = Items.origin(scope, "pg_databases", i, "baseline");
      databases
          .get(i)
          .baseline()
          .ifPresent(name -> files.text(name, place).ifPresent(text -> texts.put(name, text)));
    }
    beside(parameters.bootstrap().pgFiles(), scope, texts);
    return texts;
  }

  private void beside(List<String> names, Scope scope, SortedMap<String, String> texts) {
    Set<String> taken = new TreeSet<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      String base = name.substring(name.lastIndexOf('/') + 1);
      Origin place = Items.origin(scope, "pg_files", i);
      if (OF_THE_SERVER.contains(base) || base.startsWith("pg_")) {
        String message = "'" + base + "' is a name that the server uses in its own directory";
        diagnostics.error(CODE, place, message, "give the file another name");
      } else if (!taken.add(base)) {
        String message = "two files of pg_files are called '" + base + "'";
        diagnostics.error(CODE, place, message, "give one of them another name");
      } else {
        files.text(name, place).ifPresent(text -> texts.put(name, text));
      }
    }
  }
}
