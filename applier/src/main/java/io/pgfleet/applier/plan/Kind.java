package io.pgfleet.applier.plan;

import io.pgfleet.applier.tree.Step;
import java.util.Locale;

/** The closed set of what a step can do. */
public enum Kind {
  PLACE,
  PACKAGES,
  USER,
  UNIT,
  RUN,
  SQL,
  LIVE,
  GATE,
  /** never acts; tells what somebody changed by hand in a service */
  WATCH;

  /**
   * @throws PlanException when this version does not know the kind
   */
  public static Kind of(Step step) {
    for (Kind kind : values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(step.kind())) {
        return kind;
      }
    }
    throw new PlanException(
        "step '" + step.id() + "' is of kind '" + step.kind() + "'; use a newer applier");
  }
}
