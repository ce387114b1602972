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
import io.pgfleet.compiler.module.StepId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A Python environment with the packages that a node is asked for; none without any. */
final class PythonPackages {
  static final ArtifactType LIST =
      new ArtifactType(
          "node.python", "node/python-packages.mustache", PythonView.class, Format.TEXT, "pip");
  static final ArtifactType SCRIPT =
      new ArtifactType(
          "node.python-packages", "node/python-packages", Void.class, Format.SHELL, "sh -n");

  private static final String PLACE = "node.python.files";
  private static final String FILE = "/etc/pgfleet/python-packages.txt";
  private static final String COMMAND = "/usr/local/lib/pgfleet/python-packages";
  private static final int INSTALL_SECONDS = 900;

  private PythonPackages() {}

  static void contribute(Fleet fleet, Draft draft) {
    List<Node> nodes = fleet.nodes().stream().filter(PythonPackages::wanted).toList();
    nodes.forEach(node -> files(node, draft));
    Step.Where where = Step.Where.each(nodes.stream().map(Node::host).toList());
    draft.add(
        Phase.NODE,
        Step.of(PLACE, "place lists for Python", NodeModule.NAME, where, new Action.Place()));
    folders(nodes).forEach((folder, hosts) -> draft.add(Phase.NODE, install(folder, hosts)));
  }

  private static boolean wanted(Node node) {
    return !node.parameters().packages().nodePipPackages().isBlank();
  }

  private static void files(Node node, Draft draft) {
    Content list = new Content.View(PythonView.of(node.parameters().packages().nodePipPackages()));
    draft.add(new Artifact.File(LIST, node.host(), FILE, Ownership.ROOT_0644, PLACE, list));
    draft.add(
        new Artifact.File(
            SCRIPT, node.host(), COMMAND, Ownership.ROOT_0755, PLACE, new Content.Verbatim()));
  }

  private static SortedMap<String, List<String>> folders(List<Node> nodes) {
    SortedMap<String, List<String>> folders = new TreeMap<>();
    for (Node node : nodes) {
      String folder = node.parameters().packages().nodeUvEnv();
      List<String> others =
          nodes.stream()
              .filter(one -> one.parameters().packages().nodeUvEnv().equals(folder))
              .map(Node::host)
              .toList();
      folders.put(folder, others);
    }
    return folders;
  }

  private static Step install(String folder, List<String> hosts) {
    return Step.of(
            StepId.shared("node.python", List.of(folder)),
            "install packages for Python",
            NodeModule.NAME,
            Step.Where.each(hosts),
            new Action.Run(List.of(COMMAND, "apply", folder), Optional.empty()))
        .when(Step.When.unless(List.of(COMMAND, "check", folder)).andConsumes(FILE, COMMAND))
        .undo(Step.Undo.none())
        .timeoutSeconds(INSTALL_SECONDS);
  }
}
