package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.PgBootstrap;
import io.pgfleet.compiler.model.parameter.PgIdentity;
import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Phase;
import io.pgfleet.compiler.module.Step;
import io.pgfleet.compiler.module.Step.Undo;
import io.pgfleet.compiler.module.Step.When;
import io.pgfleet.compiler.module.Step.Where;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How servers come to life.
 *
 * <p>The declared primary starts first, since it creates the cluster; from then on who leads is
 * Patroni's business, and the same steps only keep Patroni running.
 */
final class PatroniSteps {
  static final String PLACE = "pgsql.config";

  private static final String PRIMARY = "pgsql.primary";
  private static final String WORKER = "pgsql.worker";
  private static final String REPLICA = "pgsql.replica";
  private static final String SERVICE = "patroni.service";

  static final int ANSWER_SECONDS = 60;
  private static final int BOOTSTRAP_SECONDS = 300;
  private static final int CLONE_SECONDS = 86400;
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
    PatroniChanges.contribute(fleet, started(), draft);
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
    List<PgInstance> workers = primaries.stream().filter(PatroniSteps::isWorker).toList();
    List<PgInstance> others = primaries.stream().filter(one -> !isWorker(one)).toList();
    draft.add(Phase.PGSQL_PRIMARY, patroni(PRIMARY, "run Patroni on primaries", others));
    draft.add(Phase.PGSQL_PRIMARY, leads("pgsql.leader", others).when(When.after(PRIMARY)));
    draft.add(Phase.PGSQL_PRIMARY, patroni(WORKER, "run Patroni on primaries of workers", workers));
    draft.add(Phase.PGSQL_PRIMARY, leads("pgsql.worker-leader", workers).when(When.after(WORKER)));
  }

  /** The group that coordinates is there before a worker has itself registered with it. */
  private static boolean isWorker(PgInstance instance) {
    PgIdentity identity = instance.parameters().identity();
    return identity.pgMode().equals("citus") && identity.pgGroup().filter(it -> it > 0).isPresent();
  }

  private static Step leads(String id, List<PgInstance> primaries) {
    Where where = Where.each(Members.hosts(primaries));
    return gate(id, "wait for a leader", where, PgScript.HAS_LEADER, BOOTSTRAP_SECONDS);
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
   * the scripts and settings that are in place by then. A leader that lost its machine leads in the
   * store for as long as its lease lasts.
   */
  private static Step mayCreate(PgInstance primary) {
    PgBootstrap parameters = primary.parameters().bootstrap();
    int lease = RecoveryTimes.of(parameters.pgRto(), parameters.pgRtoPlan()).ttl();
    String made = parameters.pgData() + "/PG_VERSION";
    return step(
            "pgsql.may-create@" + primary.cluster(),
            "see that no data of " + primary.cluster() + " are lost",
            Where.each(List.of(primary.node().host())),
            new Action.Run(PgScript.MAY_CREATE.run(), Optional.empty()))
        .when(When.unless(List.of("test", "-e", made)))
        .undo(Undo.stay())
        .timeoutSeconds(lease + ANSWER_SECONDS + ANSWER_SECONDS);
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
  private static When started() {
    return When.after(PRIMARY, WORKER, REPLICA);
  }

  /** A copy takes as long as it takes; that Patroni runs at all is known much sooner. */
  private static Step answers(Where where) {
    return gate("pgsql.answers", "wait for Patroni", where, PgScript.ANSWERS, ANSWER_SECONDS)
        .when(When.after(REPLICA));
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

  /** Where the leader runs now. */
  static Where leader(PgCluster cluster) {
    return Where.probed(cluster.name(), Members.hosts(cluster), PgScript.IS_LEADER.run());
  }

  static Step gate(String id, String title, Where where, PgScript probe, int seconds) {
    Action.Probe command = new Action.Probe.Command(probe.run());
    return step(id, title, where, new Action.Gate(command, seconds, List.of(SERVICE)))
        .undo(Undo.none());
  }

  static Step step(String id, String title, Where where, Action action) {
    return Step.of(id, title, PgsqlModule.NAME, where, action);
  }
}
