package io.pgfleet.applier.activation;

import io.pgfleet.applier.journal.Event.What;
import io.pgfleet.applier.journal.Journal;
import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.node.NodeException;
import io.pgfleet.applier.plan.Details;
import io.pgfleet.applier.tree.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a run ends: done, or with the machines of the failed step rolled back. */
final class Ending {
  private static final int LOG_LINES = 20;

  private final Fleet fleet;
  private final Aftercare aftercare;
  private final Journal journal;

  Ending(Fleet fleet, Aftercare aftercare, Journal journal) {
    this.fleet = fleet;
    this.aftercare = aftercare;
    this.journal = journal;
  }

  RunResult done(List<RunResult.Act> acted, Instant begun) {
    Duration took = Duration.between(begun, journal.clock().instant());
    journal.say(What.RUN_DONE, Journal.Subject.fleet(), acted.size() + " steps acted", took);
    return new RunResult(
        RunResult.Status.DONE, journal.run(), acted, List.of(), RunResult.Aftermath.none(), took);
  }

  RunResult stopped(RunStopped stopped, List<RunResult.Act> acted, Instant begun) {
    List<RunResult.Failure> failures = new ArrayList<>();
    stopped
        .failures()
        .forEach((host, failure) -> failures.add(failure(host, stopped.step(), failure)));
    RunResult.Aftermath aftermath = aftercare.after(stopped, failures);
    Duration took = Duration.between(begun, journal.clock().instant());
    journal.say(What.RUN_STOPPED, Journal.Subject.fleet(), stopped.getMessage(), took);
    RunResult.Status status = status(stopped, aftermath);
    return new RunResult(status, journal.run(), acted, failures, aftermath, took);
  }

  private static RunResult.Status status(RunStopped stopped, RunResult.Aftermath aftermath) {
    if (stopped.isInterrupted()) {
      return RunResult.Status.INTERRUPTED;
    }
    boolean whole =
        aftermath.broken().isEmpty()
            && !stopped.failures().isEmpty()
            && aftermath.rolledBack().containsAll(stopped.failures().keySet());
    return whole ? RunResult.Status.ROLLED_BACK : RunResult.Status.FAILED;
  }

  private RunResult.Failure failure(String host, Optional<Step> step, RuntimeException failure) {
    String id = step.map(Step::id).orElse("");
    Journal.Subject subject = new Journal.Subject(host, "", id);
    String message =
        journal.say(What.STEP_FAILED, subject, failure.getMessage(), Duration.ZERO).text();
    List<String> log = new ArrayList<>();
    if (failure instanceof StepFailure && !host.isEmpty()) {
      step.map(failed -> new Details(failed).units())
          .orElse(List.of())
          .forEach(unit -> log.addAll(log(host, unit)));
    }
    return new RunResult.Failure(host, id, message, log);
  }

  private List<String> log(String host, String unit) {
    List<String> lines = new ArrayList<>();
    try {
      for (String line : fleet.machine(host).node().log(unit, LOG_LINES)) {
        Journal.Subject subject = new Journal.Subject(host, "", unit);
        lines.add(journal.say(What.LOG, subject, line, Duration.ZERO).text());
      }
    } catch (NodeException silent) {
      lines.add(silent.getMessage());
    }
    return lines;
  }
}
