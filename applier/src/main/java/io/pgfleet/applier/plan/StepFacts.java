package io.pgfleet.applier.plan;

/**
 * What a step was, for later runs whose tree does not have it any more.
 *
 * @param unit that it was about; empty for other kinds
 * @param stateful whether the unit holds data
 * @param milliseconds that it took
 */
public record StepFacts(String module, String unit, boolean stateful, long milliseconds) {
  public StepFacts {
    module = module == null ? "" : module;
    unit = unit == null ? "" : unit;
  }

  static StepFacts none() {
    return new StepFacts("", "", false, 0);
  }
}
