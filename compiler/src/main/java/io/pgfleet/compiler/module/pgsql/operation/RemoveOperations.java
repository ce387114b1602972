package io.pgfleet.compiler.module.pgsql.operation;

import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.PgRemove;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Operation;
import io.pgfleet.compiler.module.Operation.About;
import io.pgfleet.compiler.module.Operation.Definition;
import io.pgfleet.compiler.module.Operation.Part;
import io.pgfleet.compiler.module.Operation.Safeguard;
import io.pgfleet.compiler.module.Step.Undo;
import io.pgfleet.compiler.module.Step.Where;
import io.pgfleet.compiler.module.pgsql.PgScript;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Taking members or a whole cluster away: what runs, its data, its backups and what the store knows
 * of it, as the parameters say. Files of ours go with the next run once the inventory has forgotten
 * the cluster.
 */
final class RemoveOperations {
  private static final Definition MEMBER =
      Definition.of(
              "remove-member",
              ClusterSteps.MODULE,
              "stops a replica for good and removes its data; then take it out of the inventory",
              About.MEMBER)
          .confirmed(true);
  private static final Definition CLUSTER =
      Definition.of(
              "remove-cluster",
              ClusterSteps.MODULE,
              "stops a cluster for good and removes its data and backups; then take it out of the"
                  + " inventory",
              About.CLUSTER)
          .confirmed(true);
  private static final int STOP_SECONDS = 900;
  private static final int DELETE_SECONDS = 3600;

  private final PgCluster cluster;
  private final ClusterSteps steps;
  private final boolean shared;
  private final Function<PgInstance, List<String>> packages;

  /**
   * @param shared whether all members have one repository of backups
   * @param packages of an instance
   */
  RemoveOperations(PgCluster cluster, boolean shared, Function<PgInstance, List<String>> packages) {
    this.cluster = cluster;
    this.steps = new ClusterSteps(cluster);
    this.shared = shared;
    this.packages = packages;
  }

  void contribute(Draft draft) {
    cluster.replicas().forEach(one -> draft.add(member(one)));
    PgRemove remove = cluster.parameters().remove();
    List<Part> parts = new ArrayList<>();
    parts.add(
        Part.of(
            ClusterSteps.run(
                    "stop",
                    "stop the server for good",
                    steps.oneByOne(PgScript.IS_LEADER.run()),
                    phase("stop"),
                    STOP_SECONDS)
                .undo(Undo.irreversible())));
    Where first = ClusterSteps.only(cluster.primary());
    parts.add(run("keys", "forget the cluster in the store", first, phase("keys")));
    if (remove.pgRmBackup() && cluster.parameters().backup().pgbackrestEnabled()) {
      Where where = shared ? first : steps.members();
      parts.add(run("backups", "remove the backups", where, phase("backups")));
    }
    if (remove.pgRmData()) {
      parts.add(run("data", "remove the data", steps.members(), phase("data")));
    }
    for (PgInstance one : cluster.instances()) {
      if (one.parameters().remove().pgRmPkg()) {
        parts.add(uninstall(one));
      }
    }
    draft.add(Operation.of(CLUSTER, cluster.name(), parts).guardedBy(safeguard(cluster.primary())));
  }

  private Operation member(PgInstance instance) {
    Where where = ClusterSteps.only(instance);
    PgRemove remove = instance.parameters().remove();
    List<Part> parts = new ArrayList<>();
    parts.add(run("check", "see that the others can do without it", where, phase("check")));
    parts.add(
        Part.of(
            ClusterSteps.run("stop", "stop the server for good", where, phase("stop"), STOP_SECONDS)
                .undo(Undo.irreversible())));
    if (remove.pgRmData()) {
      parts.add(run("data", "remove the data", where, phase("data")));
    }
    if (remove.pgRmPkg()) {
      parts.add(uninstall(instance));
    }
    return Operation.of(MEMBER, instance.node().name(), parts).guardedBy(safeguard(instance));
  }

  private Part uninstall(PgInstance instance) {
    List<String> argv = new ArrayList<>(phase("packages"));
    argv.addAll(packages.apply(instance));
    return run("packages@" + instance.name(), "remove packages", ClusterSteps.only(instance), argv);
  }

  private static Part run(String id, String title, Where where, List<String> argv) {
    return Part.of(ClusterSteps.run(id, title, where, argv, DELETE_SECONDS));
  }

  private static Safeguard safeguard(PgInstance instance) {
    return new Safeguard("pg_safeguard", instance.parameters().remove().pgSafeguard());
  }

  private static List<String> phase(String word) {
    return OperationScript.REMOVE.run(word);
  }
}
