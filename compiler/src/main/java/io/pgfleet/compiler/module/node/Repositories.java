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
import io.pgfleet.compiler.module.StepId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The repositories that a node's packages come from, a file for each module, and how they are
 * reached. Those that the system came with are the vendor's, and stay as they are.
 */
final class Repositories {
  static final ArtifactType REPOSITORY =
      new ArtifactType(
          "node.repository",
          "node/repository.repo.mustache",
          RepositoryView.class,
          Format.INI,
          "dnf");
  static final ArtifactType SOURCES =
      new ArtifactType(
          "node.sources", "node/sources.list.mustache", SourcesView.class, Format.TEXT, "apt-get");
  static final ArtifactType ASIDE =
      new ArtifactType(
          "node.repositories-aside", "node/repositories-aside", Void.class, Format.SHELL, "sh -n");
  static final ArtifactType PROXY_OF_APT =
      new ArtifactType(
          "node.proxy", "node/apt-proxy.mustache", ProxyView.class, Format.TEXT, "apt");
  static final ArtifactType PROXY_OF_DNF =
      new ArtifactType(
          "node.proxy-of-dnf", "node/dnf-proxy.mustache", ProxyView.class, Format.CONF, "dnf");

  private static final String PLACE = "node.repositories.files";
  private static final String COMMAND = "/usr/local/lib/pgfleet/repositories-aside";
  private static final String READ = "node.repositories";

  private Repositories() {}

  static void contribute(Fleet fleet, Draft draft) {
    List<String> placed = new ArrayList<>();
    SortedMap<String, List<String>> cleared = new TreeMap<>();
    for (Node node : fleet.nodes()) {
      Map<String, List<NodeRepository>> modules = NodeRepository.of(node, fleet);
      boolean proxy = proxy(node, fleet, draft);
      if (!modules.isEmpty() || proxy) {
        placed.add(node.host());
      }
      modules.forEach((module, all) -> draft.add(file(node, module, all)));
      if (!modules.isEmpty() && node.parameters().packages().nodeRepoRemove()) {
        draft.add(script(node));
        String names = String.join(" ", modules.keySet());
        cleared.computeIfAbsent(names, key -> new ArrayList<>()).add(node.host());
      }
    }
    draft.add(
        Phase.PREPARE,
        Step.of(
            PLACE,
            "place repositories of packages",
            NodeModule.NAME,
            Step.Where.each(placed),
            new Action.Place()));
    for (Distribution family : Distribution.values()) {
      draft.add(Phase.PREPARE, read(family, fleet));
    }
    // nothing is taken away before what stands in for it has answered
    cleared.forEach((names, hosts) -> draft.add(Phase.PREPARE, aside(names, hosts)));
  }

  private static Artifact file(Node node, String module, List<NodeRepository> all) {
    Distribution family = Distribution.of(node);
    boolean sources = family == Distribution.DEBIAN;
    Object view = sources ? SourcesView.of(all) : RepositoryView.of(all);
    return new Artifact.File(
        sources ? SOURCES : REPOSITORY,
        node.host(),
        family.repositoryFile(module),
        Ownership.ROOT_0644,
        PLACE,
        new Content.View(view));
  }

  private static boolean proxy(Node node, Fleet fleet, Draft draft) {
    Optional<ProxyView> view = ProxyView.of(fleet.meta().proxyEnv());
    Distribution family = Distribution.of(node);
    view.map(Content.View::new)
        .ifPresent(
            content ->
                draft.add(
                    family == Distribution.DEBIAN
                        ? new Artifact.File(
                            PROXY_OF_APT,
                            node.host(),
                            "/etc/apt/apt.conf.d/90pgfleet-proxy",
                            Ownership.ROOT_0644,
                            PLACE,
                            content)
                        : new Artifact.Block(
                            PROXY_OF_DNF,
                            node.host(),
                            "/etc/dnf/dnf.conf",
                            "pgfleet-proxy",
                            PLACE,
                            content)));
    return view.isPresent();
  }

  private static Artifact script(Node node) {
    return new Artifact.File(
        ASIDE, node.host(), COMMAND, Ownership.ROOT_0755, PLACE, new Content.Verbatim());
  }

  /** Its folder keeps what was set aside, for people who miss it. */
  private static Step aside(String names, List<String> hosts) {
    List<String> ours = List.of(names.split(" "));
    return Step.of(
            StepId.shared(READ + ".aside", ours),
            "set other repositories aside",
            NodeModule.NAME,
            Step.Where.each(hosts),
            new Action.Run(command("apply", ours), Optional.empty()))
        .when(Step.When.unless(command("check", ours)))
        .undo(Step.Undo.none());
  }

  private static List<String> command(String mode, List<String> ours) {
    List<String> argv = new ArrayList<>(List.of(COMMAND, mode));
    argv.addAll(ours);
    return argv;
  }

  /** A package manager that looks only now and then would not know what a new one offers. */
  private static Step read(Distribution family, Fleet fleet) {
    List<String> hosts =
        family.nodes(fleet).stream()
            .filter(node -> !NodeRepository.of(node, fleet).isEmpty())
            .map(Node::host)
            .toList();
    return Step.of(
            family.step(READ),
            "read what repositories offer",
            NodeModule.NAME,
            Step.Where.each(hosts),
            new Action.Run(List.of(BasePackages.COMMAND, "refresh"), Optional.empty()))
        .when(Step.When.consumes(family.repositoryFile("*").replaceFirst("\\*.*", "*")))
        .undo(Step.Undo.none())
        .timeoutSeconds(600);
  }
}
