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
import java.util.Optional;

/**
 * SELinux and the firewall of a node.
 *
 * <p>Both keep their state where other programs change it too, so a script makes them equal to a
 * file of ours: SELinux where a system has it, firewalld on the one family and ufw on the other.
 */
final class Security {
  static final ArtifactType SETTINGS =
      new ArtifactType(
          "node.security", "node/security.conf.mustache", SecurityView.class, Format.CONF, "none");
  static final ArtifactType SCRIPT =
      new ArtifactType(
          "node.security-settings", "node/security-settings", Void.class, Format.SHELL, "sh -n");

  private static final String PLACE = "node.security.files";
  private static final String CONF = "/etc/pgfleet/security.conf";
  private static final String COMMAND = "/usr/local/lib/pgfleet/security-settings";

  private Security() {}

  static void contribute(Fleet fleet, Draft draft) {
    for (Node node : fleet.nodes()) {
      Content settings = new Content.View(SecurityView.of(node, fleet));
      draft.add(file(SETTINGS, node, CONF, Ownership.ROOT_0644, settings));
      draft.add(file(SCRIPT, node, COMMAND, Ownership.ROOT_0755, new Content.Verbatim()));
    }
    Step.Where everywhere = Step.Where.each(Hosts.all(fleet));
    draft.add(
        Phase.NODE,
        Step.of(PLACE, "place rules of security", NodeModule.NAME, everywhere, new Action.Place()));
    draft.add(
        Phase.NODE,
        Step.of(
                "node.security",
                "set SELinux and the firewall",
                NodeModule.NAME,
                everywhere,
                new Action.Run(List.of(COMMAND, "apply"), Optional.empty()))
            .when(Step.When.unless(List.of(COMMAND, "check")).andConsumes(CONF, COMMAND))
            .undo(Step.Undo.none()));
  }

  private static Artifact file(
      ArtifactType type, Node node, String path, Ownership ownership, Content content) {
    return new Artifact.File(type, node.host(), path, ownership, PLACE, content);
  }
}
