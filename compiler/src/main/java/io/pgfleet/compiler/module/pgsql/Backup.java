package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.Distribution;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Content;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Format;
import io.pgfleet.compiler.module.Ownership;
import io.pgfleet.compiler.module.Phase;
import io.pgfleet.compiler.module.Step;
import io.pgfleet.compiler.module.Step.Undo;
import io.pgfleet.compiler.module.Step.When;
import io.pgfleet.compiler.module.Step.Where;
import java.util.List;
import java.util.Optional;

/**
 * Archive and backups.
 *
 * <p>A local repository is each member's own: a new leader archives into its own one, so the stanza
 * is made on every member. A shared repository is one for all, so its stanza is made once, by the
 * leader. A standby cluster leaves backups to the cluster that it follows.
 */
final class Backup {
  private static final ArtifactType CONF =
      new ArtifactType(
          "pgsql.pgbackrest",
          "pgsql/pgbackrest.conf.mustache",
          PgbackrestView.class,
          Format.INI,
          "pgbackrest info");
  private static final ArtifactType JOBS =
      new ArtifactType(
          "pgsql.crontab", "pgsql/crontab.mustache", CronView.class, Format.CRON, "cron");

  private static final int BACKUP_SECONDS = 86400;

  private Backup() {}

  static List<ArtifactType> types() {
    return List.of(CONF, JOBS);
  }

  static void contribute(Fleet fleet, Draft draft) {
    Members.all(fleet).forEach(instance -> files(fleet, instance, draft));
    for (PgCluster cluster : fleet.clusters()) {
      if (wanted(cluster)) {
        steps(cluster, draft);
      }
    }
  }

  private static boolean wanted(PgCluster cluster) {
    boolean follows = cluster.parameters().identity().pgUpstream().isPresent();
    return cluster.parameters().backup().pgbackrestEnabled() && !follows;
  }

  private static void files(Fleet fleet, PgInstance instance, Draft draft) {
    String host = instance.node().host();
    if (instance.parameters().backup().pgbackrestEnabled()) {
      Ownership owner = new Ownership(instance.parameters().install().pgDbsu(), "postgres", "0640");
      Content view = new Content.View(PgbackrestView.of(fleet, instance));
      draft.add(
          new Artifact.File(
              CONF, host, ClusterPaths.PGBACKREST_CONF, owner, PatroniSteps.PLACE, view));
    }
    if (!instance.parameters().business().pgCrontab().isEmpty()) {
      String user = instance.parameters().install().pgDbsu();
      Ownership own = new Ownership(user, "postgres", "0600");
      Content view = new Content.View(CronView.of(instance));
      draft.add(
          new Artifact.File(
              JOBS,
              host,
              Distribution.of(instance.node()).crontab(user),
              own,
              PatroniSteps.PLACE,
              view));
    }
  }

  private static void steps(PgCluster cluster, Draft draft) {
    boolean shared = Repository.of(cluster.primary()).shared();
    String of = "@" + cluster.name();
    List<String> primary = List.of(cluster.primary().node().host());
    if (shared) {
      draft.add(Phase.PGSQL_PRIMARY, stanza("pgsql.stanza" + of, PatroniSteps.leader(cluster)));
    } else {
      draft.add(Phase.PGSQL_PRIMARY, stanza("pgsql.stanza" + of, Where.each(primary)));
      Where members = Where.each(Members.hosts(cluster));
      draft.add(Phase.PGSQL_REPLICA, stanza("pgsql.stanza.replica" + of, members));
    }
    if (cluster.parameters().backup().pgbackrestInitBackup()) {
      draft.add(Phase.BACKUP, firstBackup(cluster));
    }
    draft.add(Phase.BACKUP, archives(cluster));
  }

  /** Early, since a server whose archive fails takes its time to stop. */
  private static Step stanza(String id, Where where) {
    return step(
            id,
            "make the place for backups",
            where,
            new Action.Run(PgScript.STANZA.run(), Optional.empty()))
        .when(When.unless(PgScript.STANZA.check()))
        .undo(Undo.none())
        .timeoutSeconds(120);
  }

  private static Step firstBackup(PgCluster cluster) {
    return step(
            "pgsql.first-backup@" + cluster.name(),
            "make the first backup of " + cluster.name(),
            PatroniSteps.leader(cluster),
            new Action.Run(PgScript.FIRST_BACKUP.run(), Optional.empty()))
        .when(When.unless(PgScript.FIRST_BACKUP.check()))
        .undo(Undo.none())
        .timeoutSeconds(BACKUP_SECONDS);
  }

  /** Switches the log and waits until it has arrived. */
  private static Step archives(PgCluster cluster) {
    Action.Probe check = new Action.Probe.Command(PgScript.ARCHIVES.run());
    String of = "@" + cluster.name();
    boolean first = cluster.parameters().backup().pgbackrestInitBackup();
    String[] after =
        first
            ? new String[] {"pgsql.stanza" + of, "pgsql.first-backup" + of}
            : new String[] {"pgsql.stanza" + of};
    return step(
            "pgsql.archives" + of,
            "prove that " + cluster.name() + " archives",
            PatroniSteps.leader(cluster),
            new Action.Gate(check, 120, List.of("patroni.service")))
        .when(When.after(after).andConsumes(ClusterPaths.PGBACKREST_CONF))
        .undo(Undo.none());
  }

  private static Step step(String id, String title, Where where, Action action) {
    return Step.of(id, title, PgsqlModule.NAME, where, action);
  }
}
