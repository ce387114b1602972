package io.pgfleet.compiler.module.pgsql.operation;

import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Operation;
import io.pgfleet.compiler.module.Operation.About;
import io.pgfleet.compiler.module.Operation.Argument;
import io.pgfleet.compiler.module.Operation.Definition;
import io.pgfleet.compiler.module.Operation.Part;
import io.pgfleet.compiler.module.pgsql.PgScript;
import java.util.ArrayList;
import java.util.List;

/** Who leads a cluster, and whether Patroni may decide it. */
final class LeadOperations {
  private static final Argument TO =
      Argument.text("to", "member that is to lead, such as pg-test-2; empty means the nearest");
  private static final Definition SWITCHOVER =
      Definition.of(
              "switchover",
              ClusterSteps.MODULE,
              "gives the lead of a healthy cluster to a replica; writers wait for some seconds",
              About.CLUSTER)
          .arguments(TO);
  private static final Definition FAILOVER =
      Definition.of(
              "failover",
              ClusterSteps.MODULE,
              "makes a member the leader although the one before is gone or sick; what it had not"
                  + " sent is lost",
              About.CLUSTER)
          .confirmed(true)
          .arguments(Argument.text("to", "member that is to lead, such as pg-test-2").asRequired());
  private static final Definition PAUSE =
      Definition.of(
          "pause",
          ClusterSteps.MODULE,
          "keeps Patroni from starting, stopping and promoting servers, so that people can work",
          About.CLUSTER);
  private static final Definition RESUME =
      Definition.of(
          "resume",
          ClusterSteps.MODULE,
          "lets Patroni look after a paused cluster again",
          About.CLUSTER);

  private final PgCluster cluster;
  private final ClusterSteps steps;

  LeadOperations(PgCluster cluster) {
    this.cluster = cluster;
    this.steps = new ClusterSteps(cluster);
  }

  void contribute(Draft draft) {
    if (!cluster.replicas().isEmpty()) {
      draft.add(operation(SWITCHOVER, switchover()));
      draft.add(operation(FAILOVER, failover()));
    }
    draft.add(operation(PAUSE, pause("on", "keep Patroni from acting", "is-on")));
    draft.add(operation(RESUME, pause("off", "let Patroni act", "is-off")));
  }

  private Operation operation(Definition definition, List<Part> parts) {
    return Operation.of(definition, cluster.name(), parts);
  }

  private List<Part> switchover() {
    List<Part> parts = new ArrayList<>();
    List<String> argv = PgScript.HAND_OVER.run(TO.placeholder());
    parts.add(
        Part.of(ClusterSteps.run("switchover", "give the lead away", steps.leader(), argv, 270)));
    parts.addAll(steps.well());
    return parts;
  }

  /** Any member whose Patroni answers can pass the wish on. */
  private List<Part> failover() {
    List<String> argv = OperationScript.FAILOVER.run(TO.placeholder());
    return List.of(
        Part.of(
            ClusterSteps.run(
                "failover",
                "make the member lead",
                steps.probed(PgScript.ANSWERS.run()),
                argv,
                240)),
        Part.of(
            ClusterSteps.gate(
                "leader",
                "wait for a leader",
                steps.probed(PgScript.ANSWERS.run()),
                PgScript.HAS_LEADER.run(),
                90)));
  }

  private List<Part> pause(String how, String title, String proof) {
    return List.of(
        Part.of(
            ClusterSteps.run(
                "pause",
                title,
                steps.probed(PgScript.ANSWERS.run()),
                OperationScript.PAUSE.run(how),
                60)),
        Part.of(
            ClusterSteps.gate(
                "known",
                "wait until every member knows",
                steps.members(),
                OperationScript.PAUSE.run(proof),
                90)));
  }
}
