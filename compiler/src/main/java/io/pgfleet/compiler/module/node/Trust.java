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
import java.util.Optional;

/** The fleet's certificate authority, known to every node and trusted by its programs. */
final class Trust {
  /** Where every consumer on a node finds the authority's certificate. */
  static final String CERTIFICATE = "/etc/pki/ca.crt";

  static final ArtifactType CA =
      new ArtifactType("node.ca", "", Void.class, Format.PEM, "openssl verify");

  private static final String PLACE = "node.ca";

  /**
   * Looks for each certificate's second line in the bundle: it holds the serial number, so it is
   * this certificate's only; a whole verification would take ten times as long.
   */
  private static final String IN_BUNDLE =
      "sed -n '/^-----BEGIN/{n;p;}' \"$0\""
          + " | while read -r line; do grep -qxF \"$line\" \"$1\" || exit 1; done";

  private Trust() {}

  static void contribute(Fleet fleet, Draft draft) {
    for (Node node : fleet.nodes()) {
      Content text = new Content.Text(fleet.pki().caPem());
      draft.add(new Artifact.File(CA, node.host(), CERTIFICATE, Ownership.ROOT_0644, PLACE, text));
      anchors(node, fleet.pki().authorities(), draft);
    }
    Step.Where everywhere = Step.Where.each(Hosts.all(fleet));
    draft.add(
        Phase.CA,
        Step.of(
            PLACE,
            "place the authority's certificate",
            NodeModule.NAME,
            everywhere,
            new Action.Place()));
    for (Distribution family : Distribution.values()) {
      draft.add(Phase.NODE, refresh(family, family.nodes(fleet)));
    }
  }

  /**
   * Programs that look authorities up by the hash of their name find only files with one of them:
   * where there are several, each has a file of its own.
   */
  private static void anchors(Node node, List<String> authorities, Draft draft) {
    String anchor = Distribution.of(node).trustAnchor();
    for (int one = 1; one <= authorities.size(); one++) {
      String target = authorities.size() == 1 ? CERTIFICATE : numbered(CERTIFICATE, one);
      if (authorities.size() > 1) {
        Content text = new Content.Text(authorities.get(one - 1));
        draft.add(new Artifact.File(CA, node.host(), target, Ownership.ROOT_0644, PLACE, text));
      }
      String link = one == 1 ? anchor : numbered(anchor, one);
      draft.add(new Artifact.Link(node.host(), link, target, PLACE));
    }
  }

  private static String numbered(String path, int number) {
    return path.replaceFirst("\\.crt$", "-" + number + ".crt");
  }

  /** The tool comes with a package, so this runs later than the placing. */
  private static Step refresh(Distribution family, List<Node> nodes) {
    List<String> guard = List.of("sh", "-c", IN_BUNDLE, CERTIFICATE, family.trustBundle());
    return Step.of(
            family.step("node.trust"),
            "trust the authority",
            NodeModule.NAME,
            Step.Where.each(nodes.stream().map(Node::host).toList()),
            new Action.Run(family.trustRefresh(), Optional.empty()))
        .when(Step.When.unless(guard).andConsumes(CERTIFICATE))
        .undo(Step.Undo.none());
  }
}
