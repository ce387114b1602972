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
import java.util.Map;

/** What a person finds after logging in: search path, aliases, the directory of data. */
final class Shell {
  static final ArtifactType PROFILE =
      new ArtifactType("node.profile", "node/profile.sh", Void.class, Format.SHELL, "sh -n");
  static final ArtifactType ALIASES =
      new ArtifactType(
          "node.aliases", "node/aliases.sh.mustache", AliasesView.class, Format.SHELL, "sh -n");

  private static final String PLACE = "node.shell";

  private Shell() {}

  static void contribute(Fleet fleet, Draft draft) {
    fleet.nodes().forEach(node -> files(node, draft));
    draft.add(
        Phase.NODE,
        Step.of(
            PLACE,
            "place shell conveniences",
            NodeModule.NAME,
            Step.Where.each(Hosts.all(fleet)),
            new Action.Place()));
  }

  private static void files(Node node, Draft draft) {
    String data = node.parameters().admin().nodeData();
    draft.add(new Artifact.Directory(node.host(), data, Ownership.ROOT_0755, PLACE));
    draft.add(file(PROFILE, node, "/etc/profile.d/pgfleet.sh", new Content.Verbatim()));
    Map<String, String> aliases = node.parameters().admin().nodeAliases();
    if (!aliases.isEmpty()) {
      Content content = new Content.View(AliasesView.of(aliases));
      draft.add(file(ALIASES, node, "/etc/profile.d/pgfleet-aliases.sh", content));
    }
  }

  private static Artifact file(ArtifactType type, Node node, String path, Content content) {
    return new Artifact.File(type, node.host(), path, Ownership.ROOT_0644, PLACE, content);
  }
}
