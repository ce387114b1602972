package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
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
import java.util.stream.Stream;

/**
 * How servers come to life and take over changes.
 *
 * <p>The declared primary starts first, since it creates the cluster; from then on who leads is
 * Patroni's business, and the same steps only keep Patroni running. A changed file is a reload; the
 * server itself says when a restart is needed, and gets it one member at a time, the leader last.
 */
final class PatroniSteps {
  static final String PLACE = "pgsql.config";

  private static final String PRIMARY = "pgsql.primary";
  private static final String REPLICA = "pgsql.replica";
  private static final String SERVICE = "patroni.service";

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

  private static final int ANSWER_SECONDS = 60;
  private static final int BOOTSTRAP_SECONDS = 300;
  private static final int CLONE_SECONDS = 86400;
  private static final int RESTART_SECONDS = 300;

  /** A restart that takes longer costs writers more than a switchover. */
  private static final int SWITCHOVER_SECONDS = 10;

  private static final String UNIT_FILE = "/etc/systemd/system/patroni.service";

  private final Fleet fleet;
  private final Draft draft;

  private PatroniSteps(Fleet fleet, Draft draft) {
    this.fleet = fleet;
    this.draft = draft;
  }

  static void contribute(Fleet fleet, Draft draft) {
    PatroniSteps steps = new PatroniSteps(fleet, draft);
    steps.place();
    steps.primaries();
    steps.replicas();
    steps.changes();
  }

  private void place() {
    Where everywhere = Where.each(Members.hosts(fleet));
    draft.add(
        Phase.PGSQL_CONFIG,
        step(PLACE, "place the servers' files", everywhere, new Action.Place()));
  }

  private void primaries() {
    List<PgInstance> primaries = fleet.clusters().stream().map(PgCluster::primary).toList();
    primaries.forEach(one -> draft.add(Phase.PGSQL_PRIMARY, bootstrap(one)));
    primaries.forEach(one -> draft.add(Phase.PGSQL_PRIMARY, mayCreate(one)));
    Where where = Where.each(Members.hosts(primaries));
    draft.add(Phase.PGSQL_PRIMARY, patroni(PRIMARY, "run Patroni on primaries", primaries));
    draft.add(
        Phase.PGSQL_PRIMARY,
        gate("pgsql.leader", "wait for a leader", where, PgScript.HAS_LEADER, BOOTSTRAP_SECONDS)
            .when(When.after(PRIMARY)));
  }

  /** Marks the point of no return: what fills this directory is nothing that a rollback removes. */
  private static Step bootstrap(PgInstance primary) {
    String data = primary.parameters().bootstrap().pgData();
    String user = primary.parameters().install().pgDbsu();
    List<String> make = List.of("install", "-d", "-m", "0700", "-o", user, "-g", "postgres", data);
    return step(
            "pgsql.bootstrap@" + primary.cluster(),
            "create the cluster " + primary.cluster(),
            Where.each(List.of(primary.node().host())),
            new Action.Run(make, Optional.empty()))
        .when(When.unless(List.of("test", "-d", data)))
        .undo(Undo.irreversible());
  }

  /**
   * Patroni would wait without an end for data that nobody has any more. Bringing them back needs
   * the scripts and settings that are in place by then.
   */
  private static Step mayCreate(PgInstance primary) {
    String made = primary.parameters().bootstrap().pgData() + "/PG_VERSION";
    return step(
            "pgsql.may-create@" + primary.cluster(),
            "see that no data of " + primary.cluster() + " are lost",
            Where.each(List.of(primary.node().host())),
            new Action.Run(PgScript.MAY_CREATE.run(), Optional.empty()))
        .when(When.unless(List.of("test", "-e", made)))
        .undo(Undo.stay())
        .timeoutSeconds(ANSWER_SECONDS + ANSWER_SECONDS);
  }

  private List<PgInstance> followers() {
    return fleet.clusters().stream().flatMap(one -> one.replicas().stream()).toList();
  }

  private void replicas() {
    List<PgInstance> replicas = followers();
    Where where = Where.each(Members.hosts(replicas));
    draft.add(Phase.PGSQL_REPLICA, patroni(REPLICA, "run Patroni on replicas", replicas));
    draft.add(Phase.PGSQL_REPLICA, answers(where));
    // a primary that lost its machine comes back as a replica
    Where everywhere = Where.each(Members.hosts(fleet));
    draft.add(
        Phase.PGSQL_REPLICA,
        gate("pgsql.ready", "wait for replication", everywhere, PgScript.IS_READY, CLONE_SECONDS)
            .when(started()));
  }

  /** Followed where Patroni was started or reloaded. */
  private When started() {
    return followers().isEmpty() ? When.after(PRIMARY) : When.after(PRIMARY, REPLICA);
  }

  /** A copy takes as long as it takes; that Patroni runs at all is known much sooner. */
  private static Step answers(Where where) {
    return gate("pgsql.answers", "wait for Patroni", where, PgScript.ANSWERS, ANSWER_SECONDS)
        .when(When.after(REPLICA));
  }

  private void changes() {
    Where everywhere = Where.each(Members.hosts(fleet));
    draft.add(
        Phase.PGSQL_REPLICA,
        gate("pgsql.reloaded", "wait for reloads", everywhere, PgScript.IS_RELOADED, ANSWER_SECONDS)
            .when(started()));
    fleet.clusters().forEach(one -> draft.add(Phase.PGSQL_REPLICA, shared(one)));
    fleet.clusters().forEach(one -> BesideData.contribute(one, draft));
    fleet.clusters().forEach(this::restarts);
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
    return step("pgsql.pause@" + cluster.name(), "keep Patroni from acting", answering, on)
        .when(When.unless(ClusterOperations.pause("is-on")))
        .undo(Undo.command(ClusterOperations.pause("off")));
  }

  /** What ALTER SYSTEM wrote beats what git says, on this server only; its log says who did it. */
  private static Step watch(PgCluster cluster) {
    String data = cluster.primary().parameters().bootstrap().pgData();
    String logs = cluster.primary().parameters().install().pgLogDir();
    List<String> argv =
        List.of("sh", "-c", SETTINGS_BY_HAND, "watch", data + "/postgresql.auto.conf", logs);
    return step(
            "pgsql.settings@" + cluster.name(),
            "tell what ALTER SYSTEM set in " + cluster.name(),
            Where.each(Members.hosts(cluster)),
            new Action.Watch(argv))
        .undo(Undo.none());
  }

  /** Whoever changes what members share may do it on any of them. */
  private static Step editors(PgCluster cluster) {
    List<String> argv = List.of("sh", "-c", EDITORS, "watch", Patroni.document(cluster));
    return step(
            "pgsql.editors@" + cluster.name(),
            "tell who edited what the members of " + cluster.name() + " share",
            Where.each(Members.hosts(cluster)),
            new Action.Watch(argv))
        .undo(Undo.none());
  }

  /** A reload reads these files; host based authentication has a reload of its own. */
  private static Step patroni(String id, String title, List<PgInstance> instances) {
    List<String> reloadOn =
        Stream.concat(
                Stream.of(ClusterPaths.PATRONI_CONF),
                instances.stream().map(one -> ClusterPaths.of(one).home() + "/cert/*"))
            .distinct()
            .toList();
    Action run = new Action.Unit(SERVICE, "started", true, List.of(), reloadOn, List.of(), true);
    return step(id, title, Where.each(Members.hosts(instances)), run)
        .when(When.consumes(reloadOn.toArray(String[]::new)))
        .timeoutSeconds(150);
  }

  private static Step shared(PgCluster cluster) {
    Action live =
        new Action.Live(
            Patroni.document(cluster),
            PgScript.SHARED_CONFIGURATION.run("read"),
            PgScript.SHARED_CONFIGURATION.run("patch"));
    return step(
            "pgsql.shared@" + cluster.name(),
            "set what the members of " + cluster.name() + " share",
            leader(cluster),
            live)
        .when(When.consumes(Patroni.document(cluster)))
        .timeoutSeconds(150);
  }

  /** Where the leader runs now. */
  static Where leader(PgCluster cluster) {
    return Where.probed(cluster.name(), Members.hosts(cluster), PgScript.IS_LEADER.run());
  }

  /**
   * Members restart one after the other, the leader last. Where that took the others long, it gives
   * the lead away first, which costs writers less. A lowered setting can reach a replica only after
   * the leader's restart, so the round is made twice; the second one mostly has nothing to do.
   */
  private void restarts(PgCluster cluster) {
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
          gate(id + ".ready", "wait for replication", members, PgScript.IS_READY, RESTART_SECONDS)
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
    return step(id, title, where, new Action.Run(script.run(), Optional.empty()))
        .when(When.unless(script.check()))
        .undo(Undo.none())
        .timeoutSeconds(RESTART_SECONDS);
  }

  private static Step gate(String id, String title, Where where, PgScript probe, int seconds) {
    Action.Probe command = new Action.Probe.Command(probe.run());
    return step(id, title, where, new Action.Gate(command, seconds, List.of(SERVICE)))
        .undo(Undo.none());
  }

  private static Step step(String id, String title, Where where, Action action) {
    return Step.of(id, title, PgsqlModule.NAME, where, action);
  }
}
