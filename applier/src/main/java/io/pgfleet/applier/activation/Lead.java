package io.pgfleet.applier.activation;

import io.pgfleet.applier.journal.Event.What;
import io.pgfleet.applier.journal.Journal;
import io.pgfleet.applier.node.Command;
import io.pgfleet.applier.node.NodeException;
import io.pgfleet.applier.node.Outcome;
import io.pgfleet.applier.plan.Details;
import io.pgfleet.applier.plan.Due;
import io.pgfleet.applier.plan.Probe;
import io.pgfleet.applier.tree.Step;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Spares the machines that come last in their groups, since all others depend on them: each group's
 * is disturbed once in a run at most, and gives its role away before if that costs less.
 */
final class Lead {
  private final Fleet fleet;
  private final Journal journal;
  private final Set<String> disturbed = new HashSet<>();

  Lead(Fleet fleet, Journal journal) {
    this.fleet = fleet;
    this.journal = journal;
  }

  /**
   * What of a turn is left to do.
   *
   * @param longest time that the step took on a machine before this one; empty for the first
   */
  Map<String, Due> turn(Step step, Map<String, Due> turn, Optional<Duration> longest) {
    Optional<Details.HandOver> handOver = new Details(step).handOver();
    Optional<String> last =
        turn.keySet().stream().filter(host -> fleet.world().isLast(step, host)).findFirst();
    if (handOver.isEmpty() || last.isEmpty()) {
      return turn;
    }
    Journal.Subject subject = new Journal.Subject(last.get(), "", step.id());
    if (!disturbed.add(step.disruption().orElse(step.id()))) {
      say(subject, step.title() + " stays pending: it was disturbed in this run already");
      return Map.of();
    }
    boolean cheaper =
        longest.filter(time -> time.compareTo(handOver.get().from()) >= 0).isPresent();
    return cheaper && gaveAway(step, handOver.get(), subject) ? again(step, turn) : turn;
  }

  private boolean gaveAway(Step step, Details.HandOver handOver, Journal.Subject subject) {
    Duration limit = Duration.ofSeconds(step.timeoutSeconds());
    try {
      Outcome outcome =
          fleet
              .machine(subject.host())
              .node()
              .act(new Command(handOver.argv(), new byte[0], limit));
      say(
          subject,
          outcome.succeeded()
              ? "gave its role away before it is its turn"
              : "keeps its role: " + outcome.stderr().strip());
      return outcome.succeeded();
    } catch (NodeException lost) {
      throw new StepFailure(
          "tried to hand over before " + step.title() + " but failed because " + lost.getMessage());
    }
  }

  /** Giving the role away may have done already what the step is for. */
  private Map<String, Due> again(Step step, Map<String, Due> turn) {
    List<String> hosts = List.copyOf(turn.keySet());
    hosts.forEach(host -> fleet.acted().add(step.id(), host));
    fleet.refresh(step);
    fleet.ask(hosts, List.of(Probe.last(step)));
    Map<String, Due> left = new LinkedHashMap<>(turn);
    left.keySet().removeIf(host -> fleet.dueness().of(step, host).isNo());
    return left;
  }

  private void say(Journal.Subject subject, String text) {
    fleet.machine(subject.host()).note(journal.say(What.NOTICE, subject, text, Duration.ZERO));
  }
}
