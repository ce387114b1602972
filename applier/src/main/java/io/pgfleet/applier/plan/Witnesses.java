package io.pgfleet.applier.plan;

import io.pgfleet.applier.plan.Finding.Sort;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tells who changed documents by hand. A document lives in a service of many machines, and whoever
 * changed it may have been on any of them; so what a watch prints under the name of a document is
 * no finding, but testimony for those in that document.
 */
public final class Witnesses {
  private static final String NOBODY = "; no machine tells by whom";

  private final World world;

  public Witnesses(World world) {
    this.world = world;
  }

  /** The findings without testimony; those in documents with what it says. */
  public List<Finding> heard(List<Finding> findings) {
    List<Finding> testimony = findings.stream().filter(this::isTestimony).toList();
    return findings.stream()
        .filter(finding -> !isTestimony(finding))
        .map(finding -> finding.kind() == Sort.DOCUMENT ? heard(finding, testimony) : finding)
        .toList();
  }

  private boolean isTestimony(Finding finding) {
    return finding.kind() == Sort.SETTING
        && world.desired().documents().containsKey(finding.name());
  }

  /** Of all who were at it since we wrote it last, the latest. */
  private Finding heard(Finding finding, List<Finding> testimony) {
    Optional<Instant> written = written(finding);
    return testimony.stream()
        .filter(one -> finding.name().startsWith(one.name() + "/"))
        .filter(one -> one.when().isPresent() && one.who().isPresent())
        .filter(one -> written.isEmpty() || one.when().get().isAfter(written.get()))
        .max(Comparator.comparing(one -> one.when().get()))
        .map(latest -> finding.with(latest.when(), latest.who()))
        .orElseGet(
            () ->
                Finding.of(
                    finding.host(), finding.kind(), finding.name(), finding.what() + NOBODY));
  }

  private Optional<Instant> written(Finding finding) {
    return world
        .desired()
        .steps()
        .filter(step -> Kind.of(step) == Kind.LIVE)
        .filter(step -> finding.name().startsWith(new Details(step).document() + "/"))
        .findFirst()
        .flatMap(step -> world.markOn(step, finding.host()))
        .map(mark -> Instant.parse(mark.at()));
  }
}
