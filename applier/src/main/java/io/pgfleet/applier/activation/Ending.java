package io.pgfleet.applier.activation;

import io.pgfleet.applier.journal.Event;
import io.pgfleet.applier.journal.Event.What;
import io.pgfleet.applier.journal.Journal;
import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.journal.RunResult.Status;
import io.pgfleet.applier.node.NodeException;
import io.pgfleet.applier.plan.Details;
import io.pgfleet.applier.plan.World;
import io.pgfleet.applier.tree.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** How a run ends: done, or with the machines of the failed step rolled back. */
final class Ending {
  private static final int LOG_LINES = 20;

  private final Fleet fleet;
  private final Aftercare aftercare;
  private final Journal journal;
  private final List<RunResult.Failure> failures = new ArrayList<>();
  private final List<String> rolledBack = new ArrayList<>();
  private final Set<String> broken = new TreeSet<>();
  private final List<String> dropped = new ArrayList<>();
  private final SortedMap<String, List<String>> putBack = new TreeMap<>();

  Ending(Fleet fleet, Aftercare aftercare, Journal journal) {
    this.fleet = fleet;
    this.aftercare = aftercare;
    this.journal = journal;
  }

  RunResult done(List<RunResult.Act> acted, Instant begun) {
    Duration took = Duration.between(begun, journal.clock().instant());
    What what = dropped.isEmpty() ? What.RUN_DONE : What.RUN_STOPPED;
    String lost = dropped.isEmpty() ? "" : ", without " + String.join(", ", dropped);
    Event event =
        journal.say(what, Journal.Subject.fleet(), acted.size() + " steps acted" + lost, took);
    fleet.machines().forEach(machine -> new WayBack(machine, journal).tell(event));
    return result(dropped.isEmpty() ? Status.DONE : Status.FAILED, acted, took);
  }

  /** Rolls machines that failed back and goes on without them, where the terms allow it. */
  boolean bears(RunStopped stopped, Terms terms) {
    boolean bearable =
        stopped.step().filter(Ending::isOfSingleMachines).isPresent()
            && !stopped.failures().containsKey("")
            && dropped.size() + stopped.failures().size() <= terms.failures();
    if (bearable) {
      takeBack(stopped);
      dropped.addAll(stopped.failures().keySet());
      fleet.drop(stopped.failures().keySet());
    }
    return bearable;
  }

  /** A step that no quorum and no cluster depends on. */
  private static boolean isOfSingleMachines(Step step) {
    return step.group().isEmpty()
        && step.disruption().isEmpty()
        && !step.strategy().kind().equals("last")
        && World.isOfNodes(step);
  }

  RunResult stopped(RunStopped stopped, List<RunResult.Act> acted, Instant begun) {
    takeBack(stopped);
    boolean isProof = stopped.failures().values().stream().anyMatch(StepFailure.class::isInstance);
    if (isProof && !isRefused(stopped)) {
      add(aftercare.elsewhere(stopped.failures().keySet()));
    }
    Duration took = Duration.between(begun, journal.clock().instant());
    journal.say(What.RUN_STOPPED, Journal.Subject.fleet(), stopped.getMessage(), took);
    return result(status(stopped), acted, took);
  }

  private void takeBack(RunStopped stopped) {
    stopped
        .failures()
        .forEach((host, failure) -> failures.add(failure(host, stopped.step(), failure)));
    if (!isRefused(stopped)) {
      add(aftercare.on(stopped.failures()));
    }
  }

  /** By a step that wants something done first, with what the run has put in place. */
  private static boolean isRefused(RunStopped stopped) {
    return stopped.step().filter(Step::stays).isPresent()
        && stopped.failures().values().stream().allMatch(StepFailure.class::isInstance);
  }

  private void add(Aftercare.Taken taken) {
    rolledBack.addAll(taken.rolledBack());
    broken.addAll(taken.broken());
    putBack.putAll(taken.putBack());
    failures.addAll(taken.failures());
  }

  private RunResult result(Status status, List<RunResult.Act> acted, Duration took) {
    RunResult.Aftermath aftermath =
        new RunResult.Aftermath(rolledBack, List.copyOf(broken), dropped, putBack);
    return new RunResult(status, journal.run(), acted, failures, aftermath, took);
  }

  private Status status(RunStopped stopped) {
    if (stopped.isInterrupted()) {
      return Status.INTERRUPTED;
    }
    boolean whole =
        broken.isEmpty()
            && !stopped.failures().isEmpty()
            && rolledBack.containsAll(stopped.failures().keySet());
    return whole ? Status.ROLLED_BACK : Status.FAILED;
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
