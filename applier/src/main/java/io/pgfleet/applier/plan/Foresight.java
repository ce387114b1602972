package io.pgfleet.applier.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgfleet.applier.node.Outcome;
import io.pgfleet.applier.tree.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells which steps will act although their guards are satisfied now, since something that comes
 * before them in the same run changes that.
 */
public final class Foresight {
  private final World world;

  public Foresight(World world) {
    this.world = world;
  }

  /** What the step that a forecast is about would merge now; empty when there is nothing. */
  public Optional<ObjectNode> patch(Details.Forecast forecast) {
    return world
        .desired()
        .step(forecast.live())
        .flatMap(this::merge)
        .filter(merge -> !merge.names().isEmpty())
        .map(LiveMerge::patch);
  }

  private Optional<LiveMerge> merge(Step live) {
    return world.targets(live).stream()
        .findFirst()
        .flatMap(
            host ->
                world
                    .answers()
                    .of(host, Probe.live(live))
                    .filter(Outcome::succeeded)
                    .flatMap(answer -> LiveMerge.of(world, live, host, answer.stdout())));
  }

  /**
   * Whether the step will act on a machine.
   *
   * @param changes entries that change in this run, by host
   */
  Due of(Step step, String host, Map<String, List<EntryChange>> changes) {
    Optional<Details.Forecast> forecast = new Details(step).forecast();
    if (forecast.isEmpty()) {
      return Due.no();
    }
    Pattern entries = new Pattern(forecast.get().entries());
    List<String> reasons = new ArrayList<>();
    changes.getOrDefault(host, List.of()).stream()
        .filter(change -> change.acts() && entries.matches(change.name()))
        .forEach(change -> reasons.add(change.name() + ": " + change.reason().text()));
    if (!forecast.get().argv().isEmpty()) {
      world
          .answers()
          .of(host, Probe.forecast(forecast.get()))
          .filter(Outcome::succeeded)
          .ifPresent(answer -> reasons.addAll(Dueness.lines(answer)));
    }
    if (!reasons.isEmpty() && world.isLast(step, host)) {
      reasons.add("comes last, or gives its role away first");
    }
    return Due.yesIfAny("run", reasons);
  }
}
