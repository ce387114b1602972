package io.pgfleet.compiler.module.etcd;

import io.pgfleet.compiler.model.EtcdCluster;
import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Operation;
import io.pgfleet.compiler.module.Operation.About;
import io.pgfleet.compiler.module.Operation.Definition;
import io.pgfleet.compiler.module.Operation.Part;
import io.pgfleet.compiler.module.Operation.Safeguard;
import io.pgfleet.compiler.module.Step;
import io.pgfleet.compiler.module.Step.Strategy;
import io.pgfleet.compiler.module.Step.Target;
import io.pgfleet.compiler.module.Step.Undo;
import io.pgfleet.compiler.module.Step.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Taking a member out of the store or replacing its data, while the others keep quorum; and going
 * on with a single one when they are lost.
 */
final class EtcdOperations {
  private static final Definition REMOVE =
      Definition.of(
              "etcd-remove-member",
              EtcdModule.NAME,
              "makes the other members forget one, stops it and removes its data; then take it out of"
                  + " the inventory",
              About.MEMBER)
          .confirmed(true);
  private static final Definition REPLACE =
      Definition.of(
              "etcd-replace-member",
              EtcdModule.NAME,
              "throws the data of a member away and lets it join the others again",
              About.MEMBER)
          .confirmed(true);
  private static final Definition RECOVER =
      Definition.of(
              "etcd-recover",
              EtcdModule.NAME,
              "lets one member go on alone after the others were lost for good; they may come back"
                  + " only without their old data",
              About.MEMBER)
          .confirmed(true);
  private static final int SECONDS = 180;

  private final EtcdCluster cluster;
  private final Function<EtcdCluster.Member, List<String>> packages;

  /**
   * @param packages of a member
   */
  EtcdOperations(EtcdCluster cluster, Function<EtcdCluster.Member, List<String>> packages) {
    this.cluster = cluster;
    this.packages = packages;
  }

  void contribute(Draft draft) {
    if (cluster.members().size() < 2) {
      return;
    }
    for (EtcdCluster.Member member : cluster.members()) {
      Safeguard safeguard = new Safeguard("etcd_safeguard", member.remove().etcdSafeguard());
      draft.add(Operation.of(REMOVE, member.name(), remove(member)).guardedBy(safeguard));
      draft.add(Operation.of(REPLACE, member.name(), replace(member)).guardedBy(safeguard));
      draft.add(Operation.of(RECOVER, member.name(), recover(member)).guardedBy(safeguard));
    }
  }

  private List<Part> remove(EtcdCluster.Member member) {
    List<Part> parts = new ArrayList<>(List.of(forget(member)));
    parts.add(run("stop", "stop it for good", here(member), EtcdScript.REMOVE.run("off")));
    if (member.remove().etcdRmData()) {
      parts.add(run("empty", "remove its data", here(member), EtcdScript.REMOVE.run("empty")));
    }
    if (member.remove().etcdRmPkg()) {
      List<String> argv = new ArrayList<>(EtcdScript.REMOVE.run("packages"));
      argv.addAll(packages.apply(member));
      parts.add(run("packages", "remove its packages", here(member), argv));
    }
    return parts;
  }

  private static List<Part> recover(EtcdCluster.Member member) {
    return List.of(
        run("alone", "go on without the others", here(member), EtcdScript.RECOVER.run("alone")),
        Part.of(well(member)));
  }

  private static Step well(EtcdCluster.Member member) {
    Action.Probe health = new Action.Probe.Command(EtcdScript.HEALTH.run());
    return Step.of(
            "health",
            "wait until it is well",
            EtcdModule.NAME,
            here(member),
            new Action.Gate(health, 120, List.of("etcd.service")))
        .undo(Undo.none());
  }

  private List<Part> replace(EtcdCluster.Member member) {
    return List.of(
        forget(member),
        run("empty", "remove its data", here(member), EtcdScript.REMOVE.run("empty")),
        run("join", "join the others", here(member), EtcdScript.JOIN.run()),
        Part.of(well(member)));
  }

  /** Any other member can do it, as long as it is well. */
  private Part forget(EtcdCluster.Member member) {
    List<String> others =
        cluster.members().stream()
            .filter(one -> one != member)
            .map(one -> one.node().host())
            .toList();
    Where where =
        new Where(
            Optional.of(cluster.name()),
            others,
            Target.probe(EtcdScript.HEALTH.run()),
            Strategy.all(),
            Optional.empty());
    List<String> argv = EtcdScript.REMOVE.run("member", member.name());
    return run("forget", "make the others forget it", where, argv);
  }

  private static Where here(EtcdCluster.Member member) {
    return Where.each(List.of(member.node().host()));
  }

  private static Part run(String id, String title, Where where, List<String> argv) {
    Step step = Step.of(id, title, EtcdModule.NAME, where, new Action.Run(argv, Optional.empty()));
    return Part.of(step.undo(Undo.irreversible()).timeoutSeconds(SECONDS));
  }
}
