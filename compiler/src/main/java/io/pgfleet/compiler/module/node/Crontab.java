package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.Distribution;
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

/** The node's scheduler, and a table of its own beside the system's. */
final class Crontab {
  static final ArtifactType TABLE =
      new ArtifactType(
          "node.crontab", "node/crontab.mustache", CronView.class, Format.CRON, "cron");

  private static final String PLACE = "node.crontab";

  private Crontab() {}

  static void contribute(Fleet fleet, Draft draft) {
    for (Node node : fleet.nodes()) {
      if (scheduled(node)) {
        Content lines = new Content.View(CronView.of(node.parameters().time().nodeCrontab()));
        draft.add(
            new Artifact.File(
                TABLE, node.host(), "/etc/cron.d/pgfleet", Ownership.ROOT_0644, PLACE, lines));
      }
    }
    draft.add(
        Phase.NODE,
        Step.of(
            PLACE,
            "place the scheduler's table",
            NodeModule.NAME,
            Step.Where.each(Hosts.where(fleet, Crontab::scheduled)),
            new Action.Place()));
    for (Distribution family : Distribution.values()) {
      draft.add(Phase.NODE, unit(family, family.nodes(fleet)));
    }
  }

  private static boolean scheduled(Node node) {
    return !node.parameters().time().nodeCrontab().isEmpty();
  }

  /** The daemon looks for changed tables itself, every minute. */
  private static Step unit(Distribution family, List<Node> nodes) {
    return Step.of(
        family.step("node.crontab.unit"),
        "start the scheduler",
        NodeModule.NAME,
        Step.Where.each(nodes.stream().map(Node::host).toList()),
        new Action.Unit(family.cronUnit(), "started", true, List.of(), List.of(), List.of()));
  }
}
