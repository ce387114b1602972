package io.pgfleet.applier.plan;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long a plan will take, by how long its steps took the last time.
 *
 * @param unknown steps that never ran before, and so do not count
 */
public record Estimate(Duration time, int unknown) {

  /** Steps follow each other; a step that rolls takes its machines one after the other. */
  static Estimate of(List<PlannedStep> steps) {
    Map<String, Duration> times = new HashMap<>();
    int unknown = 0;
    for (PlannedStep planned : steps) {
      if (planned.usual().isZero()) {
        unknown++;
      }
      boolean rolls =
          planned.step().disruption().isPresent()
              || !planned.step().strategy().kind().equals("all");
      times.merge(
          planned.step().id(),
          planned.usual(),
          (one, other) -> rolls ? one.plus(other) : (one.compareTo(other) > 0 ? one : other));
    }
    return new Estimate(times.values().stream().reduce(Duration.ZERO, Duration::plus), unknown);
  }
}
