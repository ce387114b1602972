package io.pgfleet.applier.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a run ended.
 *
 * @param acted in the order in which they finished
 * @param failures none when the run is done
 * @param aftermath what a run that failed took back
 */
public record RunResult(
    Status status,
    String run,
    List<Act> acted,
    List<Failure> failures,
    Aftermath aftermath,
    Duration took) {
  public RunResult {
    acted = List.copyOf(acted);
    failures = List.copyOf(failures);
  }

  /** Hosts that are as they were before the run. */
  public List<String> rolledBack() {
    return aftermath.rolledBack();
  }

  /** The same with hosts that were out of reach from the beginning. */
  public RunResult without(SortedMap<String, String> unreached) {
    if (unreached.isEmpty()) {
      return this;
    }
    List<Failure> all = new ArrayList<>();
    unreached.forEach((host, why) -> all.add(new Failure(host, "", why, List.of())));
    all.addAll(failures);
    List<String> dropped = new ArrayList<>(unreached.keySet());
    dropped.addAll(aftermath.dropped());
    Aftermath more =
        new Aftermath(aftermath.rolledBack(), aftermath.broken(), dropped, aftermath.putBack());
    Status worse = status == Status.DONE ? Status.FAILED : status;
    return new RunResult(worse, run, acted, all, more, took);
  }

  /** What a run without work comes to. */
  public static RunResult nothing(Duration took) {
    return new RunResult(Status.DONE, "", List.of(), List.of(), Aftermath.none(), took);
  }

  /** Done: all is as desired. Rolled back, failed, interrupted: the run stopped before its end. */
  public enum Status {
    DONE,
    ROLLED_BACK,
    FAILED,
    INTERRUPTED
  }

  /**
   * What a run that failed took back.
   *
   * @param rolledBack hosts that are as they were before the run
   * @param broken hosts that could not be brought back to that
   * @param dropped hosts that failed and were taken out, so that the others could go on
   * @param putBack entries that were put back elsewhere, because nothing there had proven them yet,
   *     by host
   */
  public record Aftermath(
      List<String> rolledBack,
      List<String> broken,
      List<String> dropped,
      SortedMap<String, List<String>> putBack) {
    public Aftermath {
      rolledBack = List.copyOf(rolledBack);
      broken = List.copyOf(broken);
      dropped = List.copyOf(dropped);
      putBack = Collections.unmodifiableSortedMap(new TreeMap<>(putBack));
    }

    public static Aftermath none() {
      return new Aftermath(List.of(), List.of(), List.of(), new TreeMap<>());
    }
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
