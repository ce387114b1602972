package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.parameter.NodeTuning;
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

/** Kernel settings and modules: drop-ins for the next boot, and a script for the running kernel. */
final class Kernel {
  static final ArtifactType SETTINGS =
      new ArtifactType(
          "node.sysctl", "node/sysctl.conf.mustache", SysctlView.class, Format.CONF, "sysctl -p");
  static final ArtifactType MODULES =
      new ArtifactType(
          "node.modules", "node/modules.conf.mustache", ModulesView.class, Format.TEXT, "modprobe");
  static final ArtifactType HUGE_PAGES =
      new ArtifactType(
          "node.tmpfiles", "node/tmpfiles.conf", Void.class, Format.TEXT, "systemd-tmpfiles");
  static final ArtifactType SCRIPT =
      new ArtifactType(
          "node.kernel-settings", "node/kernel-settings", Void.class, Format.SHELL, "sh -n");
  static final ArtifactType LIMITS =
      new ArtifactType("node.limits", "node/limits.conf", Void.class, Format.TEXT, "pam_limits");

  private static final String PLACE = "node.kernel.files";
  private static final String COMMAND = "/usr/local/lib/pgfleet/kernel-settings";
  private static final String SYSCTL = "/etc/sysctl.d/90-pgfleet.conf";
  private static final String MODULES_LOAD = "/etc/modules-load.d/pgfleet.conf";
  private static final String TMPFILES = "/etc/tmpfiles.d/pgfleet-hugepages.conf";

  private Kernel() {}

  static void contribute(Fleet fleet, Draft draft) {
    fleet.nodes().forEach(node -> files(node, draft));
    Step.Where everywhere = Step.Where.each(Hosts.all(fleet));
    draft.add(
        Phase.NODE,
        Step.of(PLACE, "place kernel settings", NodeModule.NAME, everywhere, new Action.Place()));
    draft.add(Phase.NODE, settle(everywhere));
  }

  private static void files(Node node, Draft draft) {
    NodeTuning tuning = node.parameters().tuning();
    Content settings = new Content.View(SysctlView.of(node));
    draft.add(file(SETTINGS, node, SYSCTL, settings));
    draft.add(file(LIMITS, node, "/etc/security/limits.d/pgfleet.conf", new Content.Verbatim()));
    draft.add(
        new Artifact.File(
            SCRIPT, node.host(), COMMAND, Ownership.ROOT_0755, PLACE, new Content.Verbatim()));
    if (!tuning.nodeKernelModules().isEmpty()) {
      Content modules = new Content.View(ModulesView.of(tuning.nodeKernelModules()));
      draft.add(file(MODULES, node, MODULES_LOAD, modules));
    }
    if (!tuning.nodeTune().equals("none")) {
      draft.add(file(HUGE_PAGES, node, TMPFILES, new Content.Verbatim()));
    }
  }

  private static Artifact file(ArtifactType type, Node node, String path, Content content) {
    return new Artifact.File(type, node.host(), path, Ownership.ROOT_0644, PLACE, content);
  }

  /** The guard reads the running kernel, so that a value changed by hand is seen too. */
  private static Step settle(Step.Where where) {
    return Step.of(
            "node.kernel",
            "make the running kernel equal to its settings",
            NodeModule.NAME,
            where,
            new Action.Run(List.of(COMMAND, "apply"), Optional.empty()))
        .when(
            Step.When.unless(List.of(COMMAND, "check"))
                .andConsumes(SYSCTL, MODULES_LOAD, TMPFILES, COMMAND))
        .undo(Step.Undo.none());
  }
}
