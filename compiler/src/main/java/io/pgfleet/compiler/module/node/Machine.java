package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.Distribution;
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

/**
 * Swap, read-ahead and NUMA, where a node's parameters ask for it: drop-ins for the next boot, and
 * a script for the running machine. NUMA is switched by the boot loader, so it waits for a reboot.
 */
final class Machine {
  static final ArtifactType SETTINGS =
      new ArtifactType(
          "node.machine", "node/machine.conf.mustache", MachineView.class, Format.CONF, "none");
  static final ArtifactType SCRIPT =
      new ArtifactType(
          "node.machine-settings", "node/machine-settings", Void.class, Format.SHELL, "sh -n");
  static final ArtifactType READ_AHEAD =
      new ArtifactType(
          "node.read-ahead", "node/read-ahead.rules", Void.class, Format.TEXT, "udevadm verify");
  static final ArtifactType NUMA =
      new ArtifactType("node.numa", "node/numa.cfg", Void.class, Format.SHELL, "sh -n");

  private static final String PLACE = "node.machine.files";
  private static final String CONF = "/etc/pgfleet/machine.conf";
  private static final String COMMAND = "/usr/local/lib/pgfleet/machine-settings";
  private static final String RULES = "/etc/udev/rules.d/60-pgfleet-read-ahead.rules";
  private static final String BOOT = "/etc/default/grub.d/pgfleet-numa.cfg";
  private static final String SWAP = "/etc/systemd/system/swap.target";

  private Machine() {}

  static void contribute(Fleet fleet, Draft draft) {
    fleet.nodes().stream().filter(Machine::asks).forEach(node -> files(node, draft));
    Step.Where where = Step.Where.each(Hosts.where(fleet, Machine::asks));
    draft.add(
        Phase.NODE,
        Step.of(
            PLACE,
            "place what the machine is asked for",
            NodeModule.NAME,
            where,
            new Action.Place()));
    draft.add(
        Phase.NODE,
        Step.of(
                "node.machine",
                "set swap, read-ahead and NUMA",
                NodeModule.NAME,
                where,
                new Action.Run(List.of(COMMAND, "apply"), Optional.empty()))
            .when(Step.When.unless(List.of(COMMAND, "check")).andConsumes(CONF, COMMAND))
            .undo(Step.Undo.none()));
  }

  private static boolean asks(Node node) {
    return !MachineView.of(node.parameters().tuning()).settings().isEmpty();
  }

  private static void files(Node node, Draft draft) {
    NodeTuning tuning = node.parameters().tuning();
    Content settings = new Content.View(MachineView.of(tuning));
    draft.add(file(SETTINGS, node, CONF, Ownership.ROOT_0644, settings));
    draft.add(file(SCRIPT, node, COMMAND, Ownership.ROOT_0755, new Content.Verbatim()));
    if (tuning.nodeDisableSwap()) {
      // nothing in the table of file systems is started any more at boot
      draft.add(new Artifact.Link(node.host(), SWAP, "/dev/null", PLACE));
    }
    if (tuning.nodeDiskPrefetch()) {
      draft.add(file(READ_AHEAD, node, RULES, Ownership.ROOT_0644, new Content.Verbatim()));
    }
    if (tuning.nodeDisableNuma() && Distribution.of(node) == Distribution.DEBIAN) {
      // elsewhere the boot loader has a program of its own for that, and no drop-ins
      draft.add(file(NUMA, node, BOOT, Ownership.ROOT_0644, new Content.Verbatim()));
    }
  }

  private static Artifact file(
      ArtifactType type, Node node, String path, Ownership ownership, Content content) {
    return new Artifact.File(type, node.host(), path, ownership, PLACE, content);
  }
}
