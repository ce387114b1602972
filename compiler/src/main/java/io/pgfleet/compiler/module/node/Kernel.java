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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Kernel settings and modules: drop-ins for the next boot, and a script for the running kernel.
 *
 * <p>Where the tuned daemon runs, the profile's settings are its own.
 */
final class Kernel {
  static final ArtifactType SETTINGS =
      new ArtifactType(
          "node.sysctl", "node/sysctl.conf.mustache", SysctlView.class, Format.CONF, "sysctl -p");
  static final ArtifactType PAGES =
      new ArtifactType(
          "node.hugepage", "node/sysctl.conf.mustache", SysctlView.class, Format.CONF, "sysctl -p");
  static final ArtifactType MODULE =
      new ArtifactType(
          "node.modules", "node/module.conf.mustache", ModuleView.class, Format.TEXT, "modprobe");
  static final ArtifactType NO_TRANSPARENT_PAGES =
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
  private static final String PAGES_FILE = "/etc/sysctl.d/hugepage.conf";
  private static final String MODULES_LOAD = "/etc/modules-load.d";
  private static final String LIMITS_FILE = "/etc/security/limits.d/limits.conf";
  private static final String TMPFILES = "/etc/tmpfiles.d/pgfleet-hugepages.conf";

  private Kernel() {}

  static void contribute(Fleet fleet, Draft draft) {
    SortedSet<String> read = new TreeSet<>();
    for (Node node : fleet.nodes()) {
      for (Artifact.File file : files(node, Tuned.on(node, fleet))) {
        draft.add(file);
        read.add(file.path());
      }
      draft.add(file(LIMITS, node, LIMITS_FILE, new Content.Verbatim()));
    }
    Step.Where everywhere = Step.Where.each(Hosts.all(fleet));
    draft.add(
        Phase.NODE,
        Step.of(PLACE, "place kernel settings", NodeModule.NAME, everywhere, new Action.Place()));
    draft.add(Phase.NODE, settle(everywhere, read));
  }

  /** What the script reads on that node, itself included. */
  private static List<Artifact.File> files(Node node, boolean tuned) {
    List<Artifact.File> files = new ArrayList<>();
    SysctlView settings = SysctlView.of(node, !tuned);
    if (!settings.settings().isEmpty()) {
      files.add(file(SETTINGS, node, SYSCTL, new Content.View(settings)));
    }
    if (SysctlView.wantsHugePages(node)) {
      files.add(file(PAGES, node, PAGES_FILE, new Content.View(SysctlView.hugePages(node))));
    }
    if (SysctlView.wantsHugePages(node) && !tuned) {
      files.add(file(NO_TRANSPARENT_PAGES, node, TMPFILES, new Content.Verbatim()));
    }
    for (String module : node.parameters().tuning().nodeKernelModules()) {
      ModuleView view = ModuleView.of(module);
      String path = MODULES_LOAD + "/" + view.name() + ".conf";
      files.add(file(MODULE, node, path, new Content.View(view)));
    }
    files.add(
        new Artifact.File(
            SCRIPT, node.host(), COMMAND, Ownership.ROOT_0755, PLACE, new Content.Verbatim()));
    return files;
  }

  private static Artifact.File file(ArtifactType type, Node node, String path, Content content) {
    return new Artifact.File(type, node.host(), path, Ownership.ROOT_0644, PLACE, content);
  }

  /** The guard reads the running kernel, so that a value changed by hand is seen too. */
  private static Step settle(Step.Where where, SortedSet<String> read) {
    return Step.of(
            "node.kernel",
            "make the running kernel equal to its settings",
            NodeModule.NAME,
            where,
            new Action.Run(List.of(COMMAND, "apply"), Optional.empty()))
        .when(Step.When.unless(List.of(COMMAND, "check")).andConsumes(read.toArray(String[]::new)))
        .undo(Step.Undo.none());
  }
}
