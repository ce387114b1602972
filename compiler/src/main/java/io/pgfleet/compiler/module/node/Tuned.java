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

/**
 * The tuned daemon and its profiles, where packages provide it; elsewhere {@link Kernel} sets what
 * can be set without it.
 */
final class Tuned {
  static final ArtifactType PROFILE =
      new ArtifactType(
          "node.tuned", "node/tuned.conf.mustache", TunedView.class, Format.INI, "tuned-adm");

  private static final String PLACE = "node.tuned.files";
  private static final String UNIT = "tuned.service";

  /** True when the daemon runs the profile that is named. */
  private static final String ACTIVE =
      "systemctl -q is-active tuned.service && [ \"$(cat /etc/tuned/active_profile)\" = \"$0\" ]";

  private Tuned() {}

  static void contribute(Fleet fleet, Draft draft) {
    List<String> hosts = Hosts.where(fleet, node -> on(node, fleet));
    fleet.nodes().stream().filter(node -> on(node, fleet)).forEach(node -> files(node, draft));
    Step.Where where = Step.Where.each(hosts);
    draft.add(
        Phase.NODE,
        Step.of(PLACE, "place tuning profiles", NodeModule.NAME, where, new Action.Place()));
    draft.add(
        Phase.NODE,
        Step.of(
            "node.tuned.unit",
            "start the tuning daemon",
            NodeModule.NAME,
            where,
            new Action.Unit(UNIT, "started", true, List.of(), List.of(), List.of())));
    for (TunedProfile profile : TunedProfile.values()) {
      draft.add(Phase.NODE, activate(profile, fleet));
    }
  }

  /** Whether the daemon tunes that node. */
  static boolean on(Node node, Fleet fleet) {
    return !node.parameters().tuning().nodeTune().equals("none")
        && fleet.packagesOn(node).provides("tuned");
  }

  /** All of them, so that people can try another one by hand. */
  private static void files(Node node, Draft draft) {
    for (TunedProfile profile : TunedProfile.values()) {
      Content view = new Content.View(profile.view(node));
      draft.add(
          new Artifact.File(PROFILE, node.host(), path(profile), Ownership.ROOT_0644, PLACE, view));
    }
  }

  private static String path(TunedProfile profile) {
    return "/etc/tuned/" + profile.word() + "/tuned.conf";
  }

  private static Step activate(TunedProfile profile, Fleet fleet) {
    String word = profile.word();
    List<String> hosts =
        Hosts.where(
            fleet, node -> on(node, fleet) && node.parameters().tuning().nodeTune().equals(word));
    return Step.of(
            "node.tuned." + word,
            "tune the machine by the profile " + word,
            NodeModule.NAME,
            Step.Where.each(hosts),
            new Action.Run(List.of("tuned-adm", "profile", word), Optional.empty()))
        .when(
            Step.When.unless(List.of("sh", "-c", ACTIVE, word))
                .andConsumes(path(profile))
                .guardYieldsToChanges())
        .undo(Step.Undo.none());
  }
}
