package io.pgfleet.compiler.module.pgsql.operation;

import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Operation;
import io.pgfleet.compiler.module.Operation.About;
import io.pgfleet.compiler.module.Operation.Argument;
import io.pgfleet.compiler.module.Operation.Definition;
import io.pgfleet.compiler.module.Operation.Part;
import io.pgfleet.compiler.module.Step;
import io.pgfleet.compiler.module.pgsql.PgScript;
import java.util.List;

/** What is done to servers without changing what they are: restart, reload, new copy, backup. */
final class ServerOperations {
  private static final Argument PENDING =
      Argument.flag("pending", "only servers where a changed setting waits for a restart");
  private static final Argument LEADER =
      Argument.choice(
          "leader",
          "how the leader restarts: by a switchover where somebody can take over, or in place",
          "switchover",
          "restart");
  private static final Argument KIND =
      Argument.choice(
          "type",
          "all data, what changed since the last full one, or since the last one of any kind",
          "full",
          "diff",
          "incr");
  private static final Definition RESTART =
      Definition.of(
              "restart",
              ClusterSteps.MODULE,
              "restarts the servers of a cluster one by one, replicas first, the leader last",
              About.CLUSTER)
          .arguments(PENDING, LEADER);
  private static final Definition RELOAD =
      Definition.of(
          "reload",
          ClusterSteps.MODULE,
          "has Patroni and every server of a cluster read their files again",
          About.CLUSTER);
  private static final Definition REINIT =
      Definition.of(
              "reinit",
              ClusterSteps.MODULE,
              "throws the data of a replica away and copies them from the leader again",
              About.MEMBER)
          .confirmed(true);
  private static final Definition BACKUP =
      Definition.of(
              "backup",
              ClusterSteps.MODULE,
              "makes a backup of a cluster, on its leader",
              About.CLUSTER)
          .arguments(KIND);
  private static final int RESTART_SECONDS = 420;
  private static final int RELOAD_SECONDS = 90;

  private final PgCluster cluster;
  private final ClusterSteps steps;

  ServerOperations(PgCluster cluster) {
    this.cluster = cluster;
    this.steps = new ClusterSteps(cluster);
  }

  void contribute(Draft draft) {
    draft.add(Operation.of(RESTART, cluster.name(), restart()));
    draft.add(Operation.of(RELOAD, cluster.name(), reload()));
    if (!cluster.replicas().isEmpty()) {
      cluster
          .instances()
          .forEach(one -> draft.add(Operation.of(REINIT, one.node().name(), reinit(one))));
    }
    boolean follows = cluster.parameters().identity().pgUpstream().isPresent();
    if (cluster.parameters().backup().pgbackrestEnabled() && !follows) {
      draft.add(Operation.of(BACKUP, cluster.name(), backup()));
    }
  }

  private List<Part> restart() {
    List<String> argv =
        OperationScript.RESTART.run(
            "--pending", PENDING.placeholder(), "--leader", LEADER.placeholder());
    Step.Where where = steps.oneByOne(PgScript.IS_LEADER.run());
    Step proof =
        ClusterSteps.gate("ready", "wait for replication", where, PgScript.IS_READY.run(), 300);
    return List.of(
        Part.of(ClusterSteps.run("restart", "restart the server", where, argv, RESTART_SECONDS)),
        Part.of(proof.when(Step.When.after("restart"))));
  }

  private List<Part> reload() {
    List<String> argv = OperationScript.RELOAD.run();
    return List.of(
        Part.of(ClusterSteps.run("reload", "reload", steps.members(), argv, RELOAD_SECONDS)));
  }

  private static List<Part> reinit(PgInstance member) {
    Step.Where where = ClusterSteps.only(member);
    return List.of(
        Part.of(
            ClusterSteps.run(
                "reinit",
                "copy the data again",
                where,
                OperationScript.REINIT.run(),
                ClusterSteps.COPY_SECONDS)),
        Part.of(
            ClusterSteps.gate(
                "ready", "wait for replication", where, PgScript.IS_READY.run(), 300)));
  }

  private List<Part> backup() {
    List<String> argv = List.of(PgScript.BACKUP.run().get(0), KIND.placeholder());
    return List.of(
        Part.of(
            ClusterSteps.run(
                "backup", "make the backup", steps.leader(), argv, ClusterSteps.COPY_SECONDS)));
  }
}
