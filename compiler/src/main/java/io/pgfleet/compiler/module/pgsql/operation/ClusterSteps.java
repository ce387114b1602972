package io.pgfleet.compiler.module.pgsql.operation;

import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Operation.Part;
import io.pgfleet.compiler.module.Step;
import io.pgfleet.compiler.module.Step.Strategy;
import io.pgfleet.compiler.module.Step.Target;
import io.pgfleet.compiler.module.Step.Undo;
import io.pgfleet.compiler.module.Step.Where;
import io.pgfleet.compiler.module.pgsql.PgScript;
import java.util.List;
import java.util.Optional;

/**
 * Makes the steps of a cluster's operations.
 *
 * @param cluster that the operations are about
 */
record ClusterSteps(PgCluster cluster) {
  static final String MODULE = "pgsql";

  /** A copy of all data takes as long as it takes. */
  static final int COPY_SECONDS = 86400;

  private static final String SERVICE = "patroni.service";

  List<String> hosts() {
    return cluster.instances().stream().map(one -> one.node().host()).toList();
  }

  /** Every member, all at once. */
  Where members() {
    return Where.each(hosts());
  }

  /** One member. */
  static Where only(PgInstance instance) {
    return Where.each(List.of(instance.node().host()));
  }

  /** Every member, one after the other, and last the one where the command succeeds. */
  Where oneByOne(List<String> last) {
    return members().strategy(Strategy.last(last)).disruption(cluster.name());
  }

  /** The member that leads. */
  Where leader() {
    return probed(PgScript.IS_LEADER.run());
  }

  /** The first member where the command succeeds. */
  Where probed(List<String> command) {
    return new Where(
        Optional.of(cluster.name()),
        hosts(),
        Target.probe(command),
        Strategy.all(),
        Optional.empty());
  }

  /** A command that nothing takes back. */
  static Step run(String id, String title, Where where, List<String> argv, int seconds) {
    return Step.of(id, title, MODULE, where, new Action.Run(argv, Optional.empty()))
        .undo(Undo.none())
        .timeoutSeconds(seconds);
  }

  /** A proof that follows a step. */
  static Step gate(String id, String title, Where where, List<String> argv, int seconds) {
    Action.Probe probe = new Action.Probe.Command(argv);
    return Step.of(id, title, MODULE, where, new Action.Gate(probe, seconds, List.of(SERVICE)))
        .undo(Undo.none());
  }

  /** Exactly one leader, and everybody follows. */
  List<Part> well() {
    return List.of(
        Part.of(gate("leader", "wait for a leader", members(), PgScript.HAS_LEADER.run(), 90)),
        Part.of(gate("ready", "wait for replication", members(), PgScript.IS_READY.run(), 300)));
  }
}
