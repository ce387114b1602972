package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Phase;
import io.pgfleet.compiler.module.Step;
import io.pgfleet.compiler.module.Step.Forecast;
import io.pgfleet.compiler.module.Step.HandOver;
import io.pgfleet.compiler.module.Step.Rolling;
import io.pgfleet.compiler.module.Step.Strategy;
import io.pgfleet.compiler.module.Step.Undo;
import io.pgfleet.compiler.module.Step.When;
import io.pgfleet.compiler.module.Step.Where;
import io.pgfleet.compiler.module.pgsql.operation.ClusterOperations;
import java.util.List;
import java.util.Optional;

/**
 * How servers that run take over changes, and who else changed them.
 *
 * <p>A changed file is a reload; the server itself says when a restart is needed, and gets it one
 * member at a time, the leader last.
 */
final class PatroniChanges {
  /**
   * Names only, since values may be secret; what a copy of a server leaves there is not by hand.
   */
  private static final String SETTINGS_BY_HAND =
      "[ -r \"$1\" ] || exit 0; at=$(stat -c %Y -- \"$1\");"
          + " sed -n 's/^[[:space:]]*\\([A-Za-z_][A-Za-z0-9_.]*\\)[[:space:]]*=.*/\\1/p' \"$1\""
          + " | grep -Evx 'primary_conninfo|primary_slot_name|restore_command|recovery_target.*'"
          + " | sort -u | while read -r name; do"
          + " who=$(grep -hi \"ALTER SYSTEM SET \\\"*$name[\\\" =]\" \"$2\"/*.csv 2>/dev/null"
          + " | sort | tail -n 1 | cut -d , -f 2 | tr -d '\"');"
          + " printf '%s\\tset by ALTER SYSTEM\\t%s\\t%s\\n' \"$name\" \"$at\" \"$who\"; done";

  /**
   * The store of that document knows nobody by name, but sudo logs who ran what changes it. Each
   * line begins with the second, the machine and the process.
   */
  private static final String EDITORS =
      "journalctl -q --no-pager -n 5000 -o short-unix SYSLOG_IDENTIFIER=sudo 2>/dev/null"
          + " | awk -v document=\"$1\" '/COMMAND=.*(patronictl.* edit-config|PATCH .*\\/config)/"
          + " { printf \"%s\\tedited\\t%d\\t%s\\n\", document, $1, $4 }'";

  private static final int RESTART_SECONDS = 300;

  /** A restart that takes longer costs writers more than a switchover. */
  private static final int SWITCHOVER_SECONDS = 10;

  private static final String UNIT_FILE = "/etc/systemd/system/patroni.service";

  private PatroniChanges() {}

  /**
   * @param started what makes Patroni start or reload
   */
  static void contribute(Fleet fleet, When started, Draft draft) {
    Where everywhere = Where.each(Members.hosts(fleet));
    draft.add(
        Phase.PGSQL_REPLICA,
        PatroniSteps.gate(
                "pgsql.reloaded",
                "wait for reloads",
                everywhere,
                PgScript.IS_RELOADED,
                PatroniSteps.ANSWER_SECONDS)
            .when(started));
    fleet.clusters().forEach(one -> draft.add(Phase.PGSQL_REPLICA, shared(one)));
    fleet.clusters().forEach(one -> BesideData.contribute(one, draft));
    fleet.clusters().forEach(one -> restarts(one, draft));
    fleet.clusters().forEach(one -> draft.add(Phase.PGSQL_REPLICA, watch(one)));
    fleet.clusters().forEach(one -> draft.add(Phase.PGSQL_REPLICA, editors(one)));
    fleet.clusters().stream()
        .filter(one -> one.parameters().bootstrap().patroniMode().equals("pause"))
        .forEach(one -> draft.add(Phase.ACCESS, pause(one)));
  }

  /** After everything else, since a paused Patroni makes no member anew. */
  private static Step pause(PgCluster cluster) {
    Where answering = Where.probed(cluster.name(), Members.hosts(cluster), PgScript.ANSWERS.run());
    Action on = new Action.Run(ClusterOperations.pause("on"), Optional.empty());
    return PatroniSteps.step(
            "pgsql.pause@" + cluster.name(), "keep Patroni from acting", answering, on)
        .when(When.unless(ClusterOperations.pause("is-on")))
        .undo(Undo.command(ClusterOperations.pause("off")));
  }

  /** What ALTER SYSTEM wrote beats what git says, on this server only; its log says who did it. */
  private static Step watch(PgCluster cluster) {
    String data = cluster.primary().parameters().bootstrap().pgData();
    String logs = cluster.primary().parameters().install().pgLogDir();
    List<String> argv =
        List.of("sh", "-c", SETTINGS_BY_HAND, "watch", data + "/postgresql.auto.conf", logs);
    return PatroniSteps.step(
            "pgsql.settings@" + cluster.name(),
            "tell what ALTER SYSTEM set in " + cluster.name(),
            Where.each(Members.hosts(cluster)),
            new Action.Watch(argv))
        .undo(Undo.none());
  }

  /** Whoever changes what members share may do it on any of them. */
  private static Step editors(PgCluster cluster) {
    List<String> argv = List.of("sh", "-c", EDITORS, "watch", Patroni.document(cluster));
    return PatroniSteps.step(
            "pgsql.editors@" + cluster.name(),
            "tell who edited what the members of " + cluster.name() + " share",
            Where.each(Members.hosts(cluster)),
            new Action.Watch(argv))
        .undo(Undo.none());
  }

  private static Step shared(PgCluster cluster) {
    Action live =
        new Action.Live(
            Patroni.document(cluster),
            PgScript.SHARED_CONFIGURATION.run("read"),
            PgScript.SHARED_CONFIGURATION.run("patch"));
    return PatroniSteps.step(
            "pgsql.shared@" + cluster.name(),
            "set what the members of " + cluster.name() + " share",
            PatroniSteps.leader(cluster),
            live)
        .when(When.consumes(Patroni.document(cluster)))
        .timeoutSeconds(150);
  }

  /**
   * Members restart one after the other, the leader last. Where that took the others long, it gives
   * the lead away first, which costs writers less. A lowered setting can reach a replica only after
   * the leader's restart, so the round is made twice; the second one mostly has nothing to do.
   */
  private static void restarts(PgCluster cluster, Draft draft) {
    Where members =
        Where.each(Members.hosts(cluster))
            .strategy(Strategy.last(PgScript.IS_LEADER.run()))
            .disruption(cluster.name());
    String of = "@" + cluster.name();
    draft.add(
        Phase.PGSQL_REPLICA,
        restart("pgsql.unit" + of, "restart Patroni", members, PgScript.RESTART_PATRONI)
            .rolling(new Rolling(Optional.of(Forecast.ofEntries(UNIT_FILE)), handOver(0))));
    for (String id : List.of("pgsql.restart" + of, "pgsql.restart.again" + of)) {
      draft.add(
          Phase.PGSQL_REPLICA,
          restart(id, "restart servers that need it", members, PgScript.RESTART_PENDING)
              .rolling(new Rolling(forecast(cluster, id), handOver(SWITCHOVER_SECONDS))));
      draft.add(
          Phase.PGSQL_REPLICA,
          PatroniSteps.gate(
                  id + ".ready",
                  "wait for replication",
                  members,
                  PgScript.IS_READY,
                  RESTART_SECONDS)
              .when(When.after(id)));
    }
  }

  /** Only the first round is foretold; what is left for the second one depends on the first. */
  private static Optional<Forecast> forecast(PgCluster cluster, String id) {
    return id.contains(".again")
        ? Optional.empty()
        : Optional.of(
            Forecast.ofLive(
                "pgsql.shared@" + cluster.name(), PgScript.RESTART_PENDING.run("--foresee")));
  }

  /** Only to one that waits for no restart: a leader is disturbed once. */
  private static Optional<HandOver> handOver(int seconds) {
    return Optional.of(new HandOver(PgScript.HAND_OVER.run("--settled"), seconds));
  }

  private static Step restart(String id, String title, Where where, PgScript script) {
    return PatroniSteps.step(id, title, where, new Action.Run(script.run(), Optional.empty()))
        .when(When.unless(script.check()))
        .undo(Undo.none())
        .timeoutSeconds(RESTART_SECONDS);
  }
}
