package io.pgfleet.applier.journal;

import java.time.Duration;
import java.util.List;

/**
 * How a run ended.
 *
 * @param acted in the order in which they finished
 * @param failures none when the run is done
 * @param rolledBack hosts that are as they were before
 */
public record RunResult(
    Status status,
    String run,
    List<Act> acted,
    List<Failure> failures,
    List<String> rolledBack,
    Duration took) {
  public RunResult {
    acted = List.copyOf(acted);
    failures = List.copyOf(failures);
    rolledBack = List.copyOf(rolledBack);
  }

  /** What a run without work comes to. */
  public static RunResult nothing(Duration took) {
    return new RunResult(Status.DONE, "", List.of(), List.of(), List.of(), took);
  }

  /** Done: all is as desired. Rolled back, failed, interrupted: the run stopped before its end. */
  public enum Status {
    DONE,
    ROLLED_BACK,
    FAILED,
    INTERRUPTED
  }

  /** A step that acted on a machine. */
  public record Act(
      String phase, String step, String title, String host, String verb, Duration took) {}

  /**
   * A step that failed on a machine.
   *
   * @param log the last lines that its units logged, secrets masked
   */
  public record Failure(String host, String step, String message, List<String> log) {
    public Failure {
      log = List.copyOf(log);
    }
  }
}
