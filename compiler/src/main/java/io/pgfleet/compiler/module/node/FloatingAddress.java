package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Content;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Format;
import io.pgfleet.compiler.module.Ownership;
import io.pgfleet.compiler.module.Phase;
import io.pgfleet.compiler.module.Step;
import java.util.List;

/** An address that moves between the nodes of a cluster, held by the package's keepalived. */
final class FloatingAddress {
  static final ArtifactType CONFIGURATION =
      new ArtifactType(
          "node.keepalived",
          "node/keepalived.conf.mustache",
          KeepalivedView.class,
          Format.KEEPALIVED,
          "keepalived -t");

  private static final String PATH = "/etc/keepalived/keepalived.conf";
  private static final String UNIT = "keepalived.service";
  private static final String PLACE = "node.vip";

  private FloatingAddress() {}

  static void contribute(Fleet fleet, Draft draft) {
    List<Node> nodes =
        fleet.nodes().stream().filter(node -> node.parameters().vip().vipEnabled()).toList();
    Ownership secret = new Ownership("root", "root", "0640");
    for (Node node : nodes) {
      Content view = new Content.View(KeepalivedView.of(node, fleet));
      draft.add(new Artifact.File(CONFIGURATION, node.host(), PATH, secret, PLACE, view));
    }
    Step.Where where = Step.Where.each(nodes.stream().map(Node::host).toList());
    draft.add(
        Phase.NODE,
        Step.of(
            PLACE,
            "place the floating address's configuration",
            NodeModule.NAME,
            where,
            new Action.Place()));
    draft.add(Phase.NODE, check(where));
    draft.add(Phase.NODE, start(where));
  }

  private static Step check(Step.Where where) {
    Action.Probe accepts = new Action.Probe.Command(List.of("keepalived", "-t", "-f", PATH));
    return Step.of(
            "node.vip.check",
            "check the floating address's configuration",
            NodeModule.NAME,
            where,
            new Action.Gate(accepts, 2, List.of()))
        .when(Step.When.after(PLACE));
  }

  /** One node at a time, so that the address always has a holder. */
  private static Step start(Step.Where where) {
    return Step.of(
            "node.vip.unit",
            "start the floating address",
            NodeModule.NAME,
            where.strategy(Step.Strategy.batch(1)),
            new Action.Unit(UNIT, "started", true, List.of(), List.of(PATH), List.of()))
        .when(Step.When.consumes(PATH));
  }
}
