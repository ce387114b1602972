package io.pgfleet.applier.plan;

import io.pgfleet.applier.tree.Entry;
import io.pgfleet.applier.tree.Step;
import java.util.List;
import java.util.Optional;

/** What a step's success is recorded as: sealed digests of what it is and of what it consumed. */
public final class Marks {
  private final Desired desired;

  public Marks(Desired desired) {
    this.desired = desired;
  }

  /** The mark of a step that succeeded at a time with the desired content of a machine. */
  public Recorded.Mark of(Step step, NodeState state, String at) {
    Details details = new Details(step);
    return new Recorded.Mark(
        state.seal(definition(step) + consumed(step.consumes(), state)),
        sealed(details.restartOn(), state),
        sealed(details.reloadOn(), state),
        at,
        about(step, details));
  }

  private static StepFacts about(Step step, Details details) {
    boolean isUnit = Kind.of(step) == Kind.UNIT && details.wantsStarted();
    return new StepFacts(
        step.module(), isUnit ? details.unit() : "", isUnit && details.isStateful(), 0);
  }

  private String sealed(List<String> patterns, NodeState state) {
    return patterns.isEmpty() ? "" : state.seal("consumed\n" + consumed(patterns, state));
  }

  /** Names, time limits and orders may change without making a step due. */
  private String definition(Step step) {
    Details details = new Details(step);
    StringBuilder text = new StringBuilder(step.kind()).append('\n');
    switch (Kind.of(step)) {
      case GATE -> text.append(step.details()).append('\n');
      case RUN -> text.append(details.argv()).append('\n').append(payload(details.stdin()));
      case UNIT -> text.append(details.unit()).append(details.wantsStarted()).append('\n');
      case PLACE, PACKAGES, USER, SQL, LIVE, WATCH -> text.append('\n');
    }
    return text.toString();
  }

  private String payload(Optional<String> path) {
    return path.map(name -> name + "=" + desired.payloads().getOrDefault(name, "") + "\n")
        .orElse("");
  }

  private String consumed(List<String> patterns, NodeState state) {
    Pattern pattern = new Pattern(patterns);
    StringBuilder text = new StringBuilder();
    for (Entry entry : state.desired().entries().values()) {
      if (pattern.matches(entry.name())) {
        text.append(entry.name()).append('=').append(state.desired().content(entry)).append('\n');
      }
    }
    desired
        .payloads()
        .forEach(
            (path, sha256) -> {
              if (pattern.matches(path)) {
                text.append(path).append('=').append(sha256).append('\n');
              }
            });
    return text.toString();
  }
}
