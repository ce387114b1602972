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
  private final Rollback rollback;
  private final Journal journal;

  Ending(Fleet fleet, Rollback rollback, Journal journal) {
    this.fleet = fleet;
    this.rollback = rollback;
    this.journal = journal;
  }

  RunResult done(List<RunResult.Act> acted, Instant begun) {
    Duration took = Duration.between(begun, journal.clock().instant());
    journal.say(What.RUN_DONE, Journal.Subject.fleet(), acted.size() + " steps acted", took);
    return new RunResult(RunResult.Status.DONE, journal.run(), acted, List.of(), List.of(), took);
  }

  RunResult stopped(RunStopped stopped, List<RunResult.Act> acted, Instant begun) {
    List<RunResult.Failure> failures = new ArrayList<>();
    List<String> rolledBack = new ArrayList<>();
    stopped
        .failures()
        .forEach(
            (host, failure) -> {
              failures.add(failure(host, stopped.step(), failure));
              if (takeBack(host, failure, failures)) {
                rolledBack.add(host);
              }
            });
    Duration took = Duration.between(begun, journal.clock().instant());
    journal.say(What.RUN_STOPPED, Journal.Subject.fleet(), stopped.getMessage(), took);
    RunResult.Status status = status(stopped, rolledBack, failures);
    return new RunResult(status, journal.run(), acted, failures, rolledBack, took);
  }

  private static RunResult.Status status(
      RunStopped stopped, List<String> rolledBack, List<RunResult.Failure> failures) {
    if (stopped.isInterrupted()) {
      return RunResult.Status.INTERRUPTED;
    }
    return !rolledBack.isEmpty() && rolledBack.size() == failures.size()
        ? RunResult.Status.ROLLED_BACK
        : RunResult.Status.FAILED;
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

  /** A machine that was lost cannot be rolled back; what it needs is done by the next run. */
  private boolean takeBack(String host, RuntimeException cause, List<RunResult.Failure> failures) {
    if (host.isEmpty()) {
      return false;
    }
    try {
      return rollback.of(fleet.machine(host));
    } catch (NodeException | StepFailure failed) {
      if (cause instanceof StepFailure) {
        Journal.Subject subject = Journal.Subject.host(host);
        String message =
            journal.say(What.ROLLBACK_FAILED, subject, failed.getMessage(), Duration.ZERO).text();
        failures.add(new RunResult.Failure(host, "", "rolling back: " + message, List.of()));
      }
      return false;
    }
  }
}
