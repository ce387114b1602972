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
import io.pgfleet.compiler.module.dialect.ConfText;
import java.util.List;

/**
 * Time zone and time.
 *
 * <p>Debian's chrony brings sources of its own in a file of the package. A drop-in could only add
 * to them, and an isolated network would be left with sources that never answer; so a drop-in of
 * the unit points the daemon at a file of ours, and the package's file stays as it is. Elsewhere
 * the daemon's one file is ours.
 */
final class Clock {
  static final ArtifactType CHRONY =
      new ArtifactType(
          "node.chrony", "node/chrony.conf.mustache", ChronyView.class, Format.CONF, "chronyd -p");
  static final ArtifactType CHRONY_ENV =
      new ArtifactType("node.chrony-env", "node/chrony.env", Void.class, Format.SHELL, "sh -n");
  static final ArtifactType CHRONY_UNIT =
      new ArtifactType(
          "node.chrony-unit",
          "node/chrony.service.conf",
          Void.class,
          Format.SYSTEMD,
          "systemd-analyze verify");
  static final ArtifactType ZONE =
      new ArtifactType("node.timezone", "", Void.class, Format.TEXT, "timedatectl");

  private static final String PLACE = "node.time";
  private static final String CONF = "/etc/chrony.conf";
  private static final String ENV = "/etc/chrony/pgfleet.env";
  private static final String DROP_IN = "/etc/systemd/system/chrony.service.d/pgfleet.conf";

  private Clock() {}

  static void contribute(Fleet fleet, Draft draft) {
    fleet.nodes().forEach(node -> files(node, fleet, draft));
    List<String> placed = Hosts.where(fleet, node -> zoned(node) || managed(node));
    draft.add(
        Phase.NODE,
        Step.of(
            PLACE,
            "place time sources and zone",
            NodeModule.NAME,
            Step.Where.each(placed),
            new Action.Place()));
    for (Distribution family : Distribution.values()) {
      List<String> hosts =
          family.nodes(fleet).stream().filter(Clock::managed).map(Node::host).toList();
      String unit = family.step("node.time.unit");
      draft.add(Phase.NODE, unit(unit, family, hosts));
      draft.add(Phase.NODE, gate(unit, family, hosts));
    }
  }

  private static boolean managed(Node node) {
    return node.parameters().time().nodeNtpEnabled();
  }

  private static boolean zoned(Node node) {
    return !node.parameters().time().nodeTimezone().isEmpty();
  }

  private static void files(Node node, Fleet fleet, Draft draft) {
    boolean debian = Distribution.of(node) == Distribution.DEBIAN;
    if (managed(node)) {
      Content view = new Content.View(ChronyView.of(node, fleet));
      draft.add(file(CHRONY, node, CONF, view));
      if (debian) {
        draft.add(file(CHRONY_ENV, node, ENV, new Content.Verbatim()));
        draft.add(file(CHRONY_UNIT, node, DROP_IN, new Content.Verbatim()));
      }
    }
    if (zoned(node)) {
      String zone = ConfText.word(node.parameters().time().nodeTimezone());
      String target = "/usr/share/zoneinfo/" + zone;
      draft.add(new Artifact.Link(node.host(), "/etc/localtime", target, PLACE));
      if (debian) {
        draft.add(file(ZONE, node, "/etc/timezone", new Content.Text(zone + "\n")));
      }
    }
  }

  private static Artifact file(ArtifactType type, Node node, String path, Content content) {
    return new Artifact.File(type, node.host(), path, Ownership.ROOT_0644, PLACE, content);
  }

  private static Step unit(String id, Distribution family, List<String> hosts) {
    List<String> files =
        family == Distribution.DEBIAN ? List.of(CONF, ENV, DROP_IN) : List.of(CONF);
    Action start = new Action.Unit(family.timeUnit(), "started", true, files, List.of(), List.of());
    return Step.of(id, "start the time daemon", NodeModule.NAME, Step.Where.each(hosts), start)
        .when(Step.When.consumes(files.toArray(String[]::new)));
  }

  private static Step gate(String unit, Distribution family, List<String> hosts) {
    Action.Probe answers = new Action.Probe.Command(List.of("chronyc", "-n", "activity"));
    return Step.of(
            family.step("node.time.gate"),
            "wait for the time daemon to answer",
            NodeModule.NAME,
            Step.Where.each(hosts),
            new Action.Gate(answers, 15, List.of(family.timeUnit())))
        .when(Step.When.after(unit));
  }
}
