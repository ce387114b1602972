package io.pgfleet.compiler.module.infra;

import io.pgfleet.compiler.model.Catalog;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.InfraNode;
import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Phase;
import io.pgfleet.compiler.module.Step;
import io.pgfleet.compiler.module.StepId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The packages of infrastructure nodes. */
final class InfraPackages {
  private InfraPackages() {}

  static void contribute(Fleet fleet, Draft draft) {
    Map<Action.Packages, List<String>> byList = new LinkedHashMap<>();
    for (InfraNode infra : fleet.infra()) {
      List<String> list = packages(infra, fleet.packagesOn(infra.node()));
      if (!list.isEmpty()) {
        byList
            .computeIfAbsent(Action.Packages.on(infra.node(), list), key -> new ArrayList<>())
            .add(infra.node().host());
      }
    }
    byList.entrySet().stream()
        .map(one -> step(one.getKey(), one.getValue()))
        .sorted(Comparator.comparing(Step::id))
        .forEach(one -> draft.add(Phase.PACKAGES, one));
  }

  static List<String> packages(InfraNode infra, Catalog.Release release) {
    List<String> packages = new ArrayList<>();
    if (infra.dns().dnsEnabled()) {
      packages.addAll(release.program("dnsmasq").packages());
    }
    if (infra.nginx().nginxEnabled()) {
      packages.addAll(release.program("nginx").packages());
    }
    return List.copyOf(packages);
  }

  private static Step step(Action.Packages list, List<String> hosts) {
    return Step.of(
            StepId.shared("infra.packages", list.words()),
            "install the infrastructure's packages",
            InfraModule.NAME,
            Step.Where.each(hosts),
            list)
        .undo(Step.Undo.none())
        .timeoutSeconds(600);
  }
}
