package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Format;
import java.util.List;

/** A script below {@code /pg/bin} that steps and people run; its name is also its template's. */
public enum PgScript {
  /** Read by the others. */
  COMMON("pg-common.sh"),
  /** Fails when the cluster exists and all its data are lost. */
  MAY_CREATE("pg-may-create"),
  /** Exit 0 where the leader of the cluster runs. */
  IS_LEADER("pg-is-leader"),
  /** Exit 0 when some member leads the cluster. */
  HAS_LEADER("pg-has-leader"),
  /** Exit 0 when Patroni answers and works on its server. */
  ANSWERS("pg-answers"),
  /** Exit 0 when the instance leads or streams from who does. */
  IS_READY("pg-is-ready"),
  /** Exit 0 when the server has read the files that a reload reads. */
  IS_RELOADED("pg-is-reloaded"),
  /** Reads and writes what all members share. */
  SHARED_CONFIGURATION("pg-shared-config"),
  /** Restarts the server where a changed setting waits for it. */
  RESTART_PENDING("pg-restart-pending"),
  /** Restarts Patroni where its unit changed. */
  RESTART_PATRONI("pg-restart-patroni"),
  /** Gives the lead to a replica. */
  HAND_OVER("pg-hand-over"),
  /** Makes the place of a cluster in a repository of backups. */
  STANZA("pg-stanza"),
  /** Exit 0 when the log reaches the repository. */
  ARCHIVES("pg-archives"),
  /** Makes a backup on the leader. */
  BACKUP("pg-backup"),
  /** Makes the first full backup of a cluster in a repository. */
  FIRST_BACKUP("pg-first-backup"),
  /** What Patroni calls after it did something to the server. */
  CALLBACK("pg-failover-callback"),
  /** What people run: freezes old tables. */
  VACUUM("pg-vacuum"),
  /** Writes bloated tables anew. */
  REPACK("pg-repack"),
  /** Measures how far replicas are behind. */
  HEARTBEAT("pg-heartbeat"),
  /** Makes a copy of the running server to try something on. */
  FORK("pg-fork"),
  /** Prints what the server is. */
  ROLE("pg-role"),
  /** Drops a role with what it owns. */
  DROP_ROLE("pg-drop-role"),
  /** How many huge pages the server would fill. */
  HUGE_PAGES("pg-tune-hugepage"),
  /** Prints the master key of pgsodium. */
  SODIUM_KEY("pgsodium_getkey");

  private final String file;

  PgScript(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }

  ArtifactType type() {
    return new ArtifactType(
        "pgsql.script." + file, "pgsql/" + file, Void.class, Format.SHELL, "sh -n");
  }

  /** The command that does the script's work. */
  public List<String> run() {
    return List.of(ClusterPaths.LINK + "/bin/" + file);
  }

  /** The same with an argument. */
  public List<String> run(String argument) {
    return List.of(ClusterPaths.LINK + "/bin/" + file, argument);
  }

  /** The read-only command that tells whether the work is done. */
  List<String> check() {
    return run("--check");
  }
}
