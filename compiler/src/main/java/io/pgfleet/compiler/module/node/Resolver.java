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

/**
 * Whom a node asks for names that it does not know.
 *
 * <p>The resolver's file is shared with the system's network set-up. Our lines are a block of it,
 * and a script puts that block first, since servers are asked in order.
 */
final class Resolver {
  static final ArtifactType SERVERS =
      new ArtifactType(
          "node.resolver", "node/resolv.conf.mustache", ResolverView.class, Format.CONF, "getent");
  static final ArtifactType SCRIPT =
      new ArtifactType("node.name-servers", "node/name-servers", Void.class, Format.SHELL, "sh -n");

  static final ArtifactType MANAGER =
      new ArtifactType(
          "node.network-manager", "node/network-manager.conf", Void.class, Format.INI, "none");
  static final ArtifactType LEASE =
      new ArtifactType("node.dhclient", "node/dhclient-hook", Void.class, Format.SHELL, "sh -n");

  private static final String RELOAD =
      "! systemctl -q is-active NetworkManager.service || systemctl reload NetworkManager.service";
  private static final String STILL = "node.resolver.still";
  private static final String PLACE = "node.resolver.files";
  private static final String FILE = "/etc/resolv.conf";
  private static final String BLOCK = "name-servers";
  private static final String COMMAND = "/usr/local/lib/pgfleet/name-servers";

  private Resolver() {}

  static void contribute(Fleet fleet, Draft draft) {
    fleet.nodes().stream().filter(Resolver::asks).forEach(node -> files(node, draft));
    draft.add(
        Phase.NODE,
        Step.of(
            PLACE,
            "place name servers",
            NodeModule.NAME,
            Step.Where.each(Hosts.where(fleet, Resolver::asks)),
            new Action.Place()));
    still(fleet, draft);
    for (String method : List.of("add", "overwrite")) {
      List<String> hosts = Hosts.where(fleet, node -> method(node).equals(method));
      draft.add(Phase.NODE, merge(method, hosts));
    }
  }

  /** What would write the file again with the next lease is told to leave it alone. */
  private static void still(Fleet fleet, Draft draft) {
    List<Node> nodes = fleet.nodes().stream().filter(Resolver::isStill).toList();
    for (Node node : nodes) {
      draft.add(still(MANAGER, node, "/etc/NetworkManager/conf.d/90-pgfleet.conf"));
      if (Distribution.of(node) == Distribution.DEBIAN) {
        draft.add(still(LEASE, node, "/etc/dhcp/dhclient-enter-hooks.d/pgfleet"));
      }
    }
    Step.Where where = Step.Where.each(nodes.stream().map(Node::host).toList());
    draft.add(
        Phase.NODE,
        Step.of(
            STILL,
            "keep leases from changing name servers",
            NodeModule.NAME,
            where,
            new Action.Place()));
    draft.add(
        Phase.NODE,
        Step.of(
                "node.resolver.manager",
                "have the network's manager read that",
                NodeModule.NAME,
                where,
                new Action.Run(List.of("sh", "-c", RELOAD), Optional.empty()))
            .when(Step.When.consumes("/etc/NetworkManager/conf.d/90-pgfleet.conf")));
  }

  private static Artifact still(ArtifactType type, Node node, String path) {
    return new Artifact.File(
        type, node.host(), path, Ownership.ROOT_0644, STILL, new Content.Verbatim());
  }

  private static boolean isStill(Node node) {
    return asks(node) && node.parameters().tuning().nodeStaticNetwork();
  }

  private static String method(Node node) {
    return node.parameters().dns().nodeDnsMethod();
  }

  private static boolean asks(Node node) {
    return !method(node).equals("none");
  }

  private static void files(Node node, Draft draft) {
    Content lines = new Content.View(ResolverView.of(node.parameters().dns()));
    draft.add(new Artifact.Block(SERVERS, node.host(), FILE, BLOCK, PLACE, lines));
    draft.add(
        new Artifact.File(
            SCRIPT, node.host(), COMMAND, Ownership.ROOT_0755, PLACE, new Content.Verbatim()));
  }

  private static Step merge(String method, List<String> hosts) {
    return Step.of(
            "node.resolver." + method,
            "ask the fleet's name servers",
            NodeModule.NAME,
            Step.Where.each(hosts),
            new Action.Run(List.of(COMMAND, "apply", method), Optional.empty()))
        .when(
            Step.When.unless(List.of(COMMAND, "check", method))
                .andConsumes(FILE + "#" + BLOCK, COMMAND))
        .undo(Step.Undo.none());
  }
}
