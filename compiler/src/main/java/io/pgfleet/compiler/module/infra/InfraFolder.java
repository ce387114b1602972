package io.pgfleet.compiler.module.infra;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.InfraNode;
import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Ownership;
import io.pgfleet.compiler.module.Phase;
import io.pgfleet.compiler.module.Step;

/** The infrastructure's data, and the short name {@code /infra} that people know it by. */
final class InfraFolder {
  private static final String SHORT = "/infra";
  private static final String PLACE = "infra.data";

  private InfraFolder() {}

  static void contribute(Fleet fleet, Draft draft) {
    for (InfraNode infra : fleet.infra()) {
      String host = infra.node().host();
      String data = infra.portal().infraData();
      draft.add(new Artifact.Directory(host, data, Ownership.ROOT_0755, PLACE));
      draft.add(new Artifact.Directory(host, names(infra), Ownership.ROOT_0755, PLACE));
      if (!data.equals(SHORT)) {
        draft.add(new Artifact.Link(host, SHORT, data, PLACE));
      }
    }
    draft.add(
        Phase.INFRA,
        Step.of(
            PLACE,
            "place the infrastructure's folders",
            InfraModule.NAME,
            Step.Where.each(fleet.infra().stream().map(one -> one.node().host()).toList()),
            new Action.Place()));
  }

  /**
   * The folder whose files the name server watches; by its real path, since links are not followed.
   */
  static String names(InfraNode infra) {
    return infra.portal().infraData() + "/hosts";
  }
}
