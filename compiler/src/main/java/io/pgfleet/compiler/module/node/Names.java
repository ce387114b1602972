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
import io.pgfleet.compiler.module.dialect.ConfText;
import java.util.List;
import java.util.Optional;

/** A node's own name, and the names that it knows without asking. */
final class Names {
  static final ArtifactType HOSTS =
      new ArtifactType(
          "node.hosts", "node/hosts.mustache", HostsView.class, Format.CONF, "getent hosts");
  static final ArtifactType NAME =
      new ArtifactType("node.name", "", Void.class, Format.TEXT, "hostname");

  private static final String PLACE = "node.names";

  /** Holds the wanted name, so that one step with one command serves every node. */
  private static final String WANTED = "/etc/pgfleet/nodename";

  /** True when both the running and the stored name are the wanted one. */
  private static final String NAMED =
      "read -r want <\"$0\" && read -r now </proc/sys/kernel/hostname && read -r next </etc/hostname"
          + " && [ \"$now\" = \"$want\" ] && [ \"$next\" = \"$want\" ]";

  /**
   * Written in place: where the file is a mount, as in containers, nothing can be renamed to it.
   */
  private static final String RENAME =
      "read -r want <\"$0\" && hostname \"$want\" && printf '%s\\n' \"$want\" >/etc/hostname";

  private Names() {}

  static void contribute(Fleet fleet, Draft draft) {
    for (Node node : fleet.nodes()) {
      entries(fleet, node, draft);
    }
    draft.add(
        Phase.NODE,
        Step.of(
            PLACE,
            "place names",
            NodeModule.NAME,
            Step.Where.each(Hosts.where(fleet, Names::places)),
            new Action.Place()));
    draft.add(Phase.NODE, rename(Hosts.where(fleet, Names::named)));
  }

  private static boolean places(Node node) {
    return named(node) || node.parameters().dns().nodeWriteEtcHosts();
  }

  private static boolean named(Node node) {
    return node.parameters().identity().nodenameOverwrite();
  }

  private static void entries(Fleet fleet, Node node, Draft draft) {
    if (named(node)) {
      Content content = new Content.Text(ConfText.word(node.name()) + "\n");
      draft.add(new Artifact.File(NAME, node.host(), WANTED, Ownership.ROOT_0644, PLACE, content));
    }
    if (node.parameters().dns().nodeWriteEtcHosts()) {
      Content content = new Content.View(HostsView.of(node, fleet));
      draft.add(
          new Artifact.Block(HOSTS, node.host(), "/etc/hosts", "pgfleet-hosts", PLACE, content));
    }
  }

  private static Step rename(List<String> hosts) {
    return Step.of(
            "node.name",
            "name the node",
            NodeModule.NAME,
            Step.Where.each(hosts),
            new Action.Run(List.of("sh", "-c", RENAME, WANTED), Optional.empty()))
        .when(Step.When.unless(List.of("sh", "-c", NAMED, WANTED)).andConsumes(WANTED))
        .undo(Step.Undo.none());
  }
}
