package io.pgfleet.applier.plan;

import io.pgfleet.applier.tree.Step;
import java.util.List;
import java.util.Optional;

/**
 * A command that only looks at a running service.
 *
 * @param stdin path in the tree of what it is fed
 */
public record Probe(List<String> argv, Optional<String> stdin, int limitSeconds) {
  private static final int TARGET_SECONDS = 10;

  public Probe {
    argv = List.copyOf(argv);
  }

  public static Probe target(Step step) {
    return new Probe(step.target().argv(), Optional.empty(), TARGET_SECONDS);
  }

  public static Probe guard(Step.Guard guard) {
    return new Probe(guard.argv(), guard.stdin(), guard.timeoutSeconds());
  }

  public static Probe last(Step step) {
    return new Probe(step.strategy().argv(), Optional.empty(), TARGET_SECONDS);
  }

  /** Fed with what a live step would merge. */
  public static Probe forecast(Details.Forecast forecast) {
    return new Probe(forecast.argv(), Optional.empty(), TARGET_SECONDS);
  }

  public static Probe sql(Step step) {
    Details details = new Details(step);
    return new Probe(details.argv(), Optional.of(details.probe()), step.timeoutSeconds());
  }

  public static Probe live(Step step) {
    return new Probe(new Details(step).read(), Optional.empty(), step.timeoutSeconds());
  }
}
