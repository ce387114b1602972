package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.Catalog;
import io.pgfleet.compiler.model.Distribution;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.parameter.NodePackages;
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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The packages that this module's files and steps need, and the guard that keeps them quiet. */
final class BasePackages {
  static final ArtifactType POLICY =
      new ArtifactType("node.policy", "node/policy-rc.d", Void.class, Format.SHELL, "sh -n");

  static final ArtifactType TOOL =
      new ArtifactType("node.packages", "node/packages", Void.class, Format.SHELL, "sh -n");

  /** Asks the package manager of whatever family the machine is. */
  static final String COMMAND = "/usr/local/lib/pgfleet/packages";

  private static final String PREPARE = "node.prepare";

  /** What probes, checks and the other modules' steps call. */
  private static final List<String> ALWAYS =
      List.of("ca-certificates", "cron", "curl", "jq", "openssl", "procps", "sudo", "tzdata");

  private BasePackages() {}

  static void contribute(Fleet fleet, Draft draft) {
    for (Node node : fleet.nodes()) {
      draft.add(program(TOOL, node, COMMAND));
    }
    for (Node node : Distribution.DEBIAN.nodes(fleet)) {
      // packages of the other family start nothing by themselves
      draft.add(program(POLICY, node, "/usr/sbin/policy-rc.d"));
    }
    draft.add(
        Phase.PREPARE,
        Step.of(
            PREPARE,
            "keep packages from starting their daemons",
            NodeModule.NAME,
            Step.Where.each(Hosts.all(fleet)),
            new Action.Place()));
    installations(fleet).forEach(step -> draft.add(Phase.PACKAGES, step));
  }

  private static Artifact program(ArtifactType type, Node node, String path) {
    return new Artifact.File(
        type, node.host(), path, Ownership.ROOT_0755, PREPARE, new Content.Verbatim());
  }

  /** One step for each list that some nodes have in common. */
  private static List<Step> installations(Fleet fleet) {
    Map<Action.Packages, List<String>> byList = new LinkedHashMap<>();
    for (Node node : fleet.nodes()) {
      Action.Packages list = Action.Packages.on(node, packages(node, fleet));
      byList.computeIfAbsent(list, key -> new ArrayList<>()).add(node.host());
    }
    List<Step> steps = new ArrayList<>();
    byList.forEach((list, hosts) -> steps.add(installation(list, hosts)));
    steps.sort(Comparator.comparing(Step::id));
    return steps;
  }

  private static Step installation(Action.Packages list, List<String> hosts) {
    return Step.of(
            StepId.shared("node.packages", list.words()),
            "install the base packages",
            NodeModule.NAME,
            Step.Where.each(hosts),
            list)
        .undo(Step.Undo.none())
        .timeoutSeconds(900);
  }

  /** Sorted, the user's own included. */
  static List<String> packages(Node node, Fleet fleet) {
    Catalog.Release release = fleet.packagesOn(node);
    TreeSet<String> packages = new TreeSet<>();
    programs(node, fleet).forEach(one -> packages.addAll(release.program(one).packages()));
    int major = fleet.instanceOn(node).map(one -> one.parameters().install().pgVersion()).orElse(0);
    NodePackages wanted = node.parameters().packages();
    packages.addAll(release.expand(wanted.nodeDefaultPackages(), major));
    packages.addAll(release.expand(wanted.nodePackages(), major));
    return List.copyOf(packages);
  }

  private static List<String> programs(Node node, Fleet fleet) {
    Node.Parameters parameters = node.parameters();
    List<String> programs = new ArrayList<>(ALWAYS);
    if (Tuned.on(node, fleet)) {
      programs.add("tuned");
    }
    if (parameters.time().nodeNtpEnabled()) {
      programs.add("chrony");
    }
    if (parameters.haproxy().haproxyEnabled()) {
      programs.add("haproxy");
    }
    if (parameters.vip().vipEnabled()) {
      programs.add("keepalived");
    }
    return programs;
  }
}
