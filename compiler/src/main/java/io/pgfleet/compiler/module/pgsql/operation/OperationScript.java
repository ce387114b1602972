package io.pgfleet.compiler.module.pgsql.operation;

import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Format;
import java.util.ArrayList;
import java.util.List;

/**
 * A script that steps of operations run; its name is also its template's. These lie outside of the
 * cluster's folder, which an operation may remove.
 */
enum OperationScript {
  /** Read by the others. */
  COMMON("pg-operation.sh"),
  /** Makes a member the leader, whatever became of the one before. */
  FAILOVER("pg-failover"),
  /** Restarts the server. */
  RESTART("pg-restart"),
  /** Has the server read its files again. */
  RELOAD("pg-reload"),
  /** Makes a replica anew. */
  REINIT("pg-reinit"),
  /** Keeps Patroni from acting by itself. */
  PAUSE("pg-pause"),
  /** Brings a cluster back to an earlier state, phase by phase. */
  RESTORE("pg-restore-cluster"),
  /** Takes an instance, or what is left of its cluster, away. */
  REMOVE("pg-remove"),
  /** Brings packages up to date within their major version. */
  UPGRADE("pg-upgrade-minor"),
  /** Installs an extension, or makes it in a database. */
  EXTENSION("pg-extension"),
  /** Drops a database, or what lies in one, or a role. */
  DROP("pg-drop");

  private static final String FOLDER = "/usr/local/lib/pgfleet/";

  private final String file;

  OperationScript(String file) {
    this.file = file;
  }

  /** Its path on a member. */
  String path() {
    return FOLDER + file;
  }

  ArtifactType type() {
    return new ArtifactType(
        "pgsql.script." + file, "pgsql/" + file, Void.class, Format.SHELL, "sh -n");
  }

  /** The command that does the script's work. */
  List<String> run(String... arguments) {
    List<String> argv = new ArrayList<>(List.of(path()));
    argv.addAll(List.of(arguments));
    return List.copyOf(argv);
  }
}
