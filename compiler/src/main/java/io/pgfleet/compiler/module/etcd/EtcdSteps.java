package io.pgfleet.compiler.module.etcd;

import io.pgfleet.compiler.model.EtcdCluster;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Phase;
import io.pgfleet.compiler.module.Step;
import io.pgfleet.compiler.module.Step.Guard;
import io.pgfleet.compiler.module.Step.Strategy;
import io.pgfleet.compiler.module.Step.Target;
import io.pgfleet.compiler.module.Step.Undo;
import io.pgfleet.compiler.module.Step.When;
import io.pgfleet.compiler.module.Step.Where;
import io.pgfleet.compiler.module.StepId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How etcd is activated.
 *
 * <p>What decides about membership is known only at run time: the step {@code etcd.join} writes it
 * down on the node, once, before the first start. The list of members is in no file that the daemon
 * reads, so a changed list restarts nobody. Stopped members start together, since a new cluster has
 * quorum only then; running ones restart one at a time.
 */
final class EtcdSteps {
  static final String PLACE = "etcd.files";

  private static final String JOIN = "etcd.join";
  private static final String RUN = "etcd.unit";
  private static final String SERVICE = "etcd.service";
  private static final int START_SECONDS = 150;
  private static final int QUORUM_SECONDS = 60;
  private static final List<String> RESTARTING =
      List.of(EtcdPaths.CA, EtcdPaths.CERTIFICATE, EtcdPaths.CONF, EtcdPaths.KEY, EtcdPaths.UNIT);

  private final Fleet fleet;
  private final EtcdCluster cluster;
  private final List<String> hosts;

  EtcdSteps(Fleet fleet, EtcdCluster cluster) {
    this.fleet = fleet;
    this.cluster = cluster;
    this.hosts = cluster.members().stream().map(one -> one.node().host()).toList();
  }

  void contribute(Draft draft) {
    packages().forEach(step -> draft.add(Phase.PACKAGES, step));
    draft.add(Phase.ETCD, step(PLACE, "place etcd's files", nodes(), new Action.Place()));
    draft.add(Phase.ETCD, join());
    draft.add(Phase.ETCD, run());
    draft.add(Phase.ETCD, quorum());
    draft.add(Phase.ETCD, accounts());
    fleet.clusters().forEach(one -> draft.add(Phase.ETCD, grant(EtcdGrant.of(one))));
  }

  private List<Step> packages() {
    Map<Action.Packages, List<String>> hostsByPackages = new LinkedHashMap<>();
    for (EtcdCluster.Member member : cluster.members()) {
      List<String> packages = fleet.packagesOn(member.node()).program("etcd").packages();
      hostsByPackages
          .computeIfAbsent(Action.Packages.on(member.node(), packages), key -> new ArrayList<>())
          .add(member.node().host());
    }
    List<Step> steps = new ArrayList<>();
    hostsByPackages.forEach((packages, on) -> steps.add(packages(packages, on)));
    steps.sort(Comparator.comparing(Step::id));
    return steps;
  }

  private static Step packages(Action.Packages packages, List<String> on) {
    return step(
            StepId.shared("etcd.packages", packages.words()),
            "install etcd",
            Where.each(on),
            packages)
        .undo(Undo.none())
        .timeoutSeconds(600);
  }

  private Step join() {
    return step(
            JOIN,
            "decide how the member joins",
            nodes().strategy(Strategy.batch(1)).disruption(cluster.name()),
            new Action.Run(EtcdScript.JOIN.run(), Optional.empty()))
        .when(When.unless(EtcdScript.JOIN.check()))
        .undo(Undo.irreversible())
        .timeoutSeconds(START_SECONDS);
  }

  private Step run() {
    return step(
            RUN,
            "run etcd",
            nodes().disruption(cluster.name()),
            new Action.Unit(SERVICE, "started", true, RESTARTING, List.of(), List.of(), true))
        .when(When.consumes(RESTARTING.toArray(String[]::new)))
        .timeoutSeconds(START_SECONDS);
  }

  private Step quorum() {
    Action.Probe healthy = new Action.Probe.Command(EtcdScript.HEALTH.run());
    return step(
            "etcd.quorum",
            "wait for etcd's quorum",
            nodes(),
            new Action.Gate(healthy, QUORUM_SECONDS, List.of(SERVICE)))
        .when(When.after(JOIN, RUN))
        .undo(Undo.none());
  }

  private Step accounts() {
    return step(
            "etcd.accounts",
            "make etcd ask for accounts",
            any(cluster.name()),
            new Action.Run(EtcdScript.ACCOUNTS.run(), Optional.empty()))
        .when(When.unless(EtcdScript.ACCOUNTS.check()))
        .undo(Undo.none());
  }

  private Step grant(EtcdGrant grant) {
    Guard guard = new Guard(grant.check(), Optional.of(grant.payload()), 20);
    return step(
            "etcd.grant@" + grant.cluster(),
            "give " + grant.cluster() + " its keys in etcd",
            any(grant.cluster()),
            new Action.Run(grant.run(), Optional.of(grant.payload())))
        .when(new When(List.of(grant.payload()), List.of(), false, Optional.of(guard), true))
        .undo(Undo.none());
  }

  private Where nodes() {
    return Where.each(hosts);
  }

  private Where any(String group) {
    return new Where(Optional.of(group), hosts, Target.any(), Strategy.all(), Optional.empty());
  }

  private static Step step(String id, String title, Where where, Action action) {
    return Step.of(id, title, EtcdModule.NAME, where, action);
  }
}
