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

/** The fleet's certificate authority, known to every node and trusted by its programs. */
final class Trust {
  /** Where every consumer on a node finds the authority's certificate. */
  static final String CERTIFICATE = "/etc/pki/ca.crt";

  static final ArtifactType CA =
      new ArtifactType("node.ca", "", Void.class, Format.PEM, "openssl verify");

  private static final String PLACE = "node.ca";

  /**
   * Looks for the certificate's second line in the bundle: it holds the serial number, so it is
   * this certificate's only; a whole verification would take ten times as long.
   */
  private static final String IN_BUNDLE = "grep -qxF \"$(sed -n 2p \"$0\")\" \"$1\"";

  private Trust() {}

  static void contribute(Fleet fleet, Draft draft) {
    for (Node node : fleet.nodes()) {
      Content text = new Content.Text(fleet.pki().caPem());
      draft.add(new Artifact.File(CA, node.host(), CERTIFICATE, Ownership.ROOT_0644, PLACE, text));
      String anchor = Distribution.of(node).trustAnchor();
      draft.add(new Artifact.Link(node.host(), anchor, CERTIFICATE, PLACE));
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
