package io.pgfleet.applier.activation;

import io.pgfleet.applier.journal.Event.What;
import io.pgfleet.applier.journal.Journal;
import io.pgfleet.applier.plan.EntryChange;
import io.pgfleet.applier.plan.EntryChange.Reason;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What lies beside on machines once a run ended and is of no more use: content that it staged, and,
 * if it ended well, copies of what it replaced.
 *
 * <p>Cleared only after all machines are through, since until then any of them may have to go back;
 * a machine that can't be cleared changes nothing about the run.
 */
final class Leftovers {
  /** Reasons of changes before which an entry was as an earlier commit has it. */
  private static final Set<Reason> OURS = EnumSet.of(Reason.GIT, Reason.ATTRIBUTES, Reason.REMOVED);

  private final Fleet fleet;
  private final Journal journal;

  Leftovers(Fleet fleet, Journal journal) {
    this.fleet = fleet;
    this.journal = journal;
  }

  void clear() {
    fleet
        .crew()
        .each(fleet.hosts(), host -> clear(fleet.machine(host)))
        .failures()
        .forEach(
            (host, failure) ->
                journal.say(
                    What.NOTICE,
                    Journal.Subject.host(host),
                    failure.getMessage() + "; copies of replaced files may be left there",
                    Duration.ZERO));
  }

  /**
   * What a run staged that stopped serves no other run either; what it replaced stays, for whoever
   * looks into what happened. A machine that does not answer keeps it, readable by root only, until
   * its next run.
   */
  void clearStaged(Collection<String> silent) {
    List<String> hosts = fleet.hosts().stream().filter(one -> !silent.contains(one)).toList();
    fleet
        .crew()
        .each(
            hosts,
            host -> {
              fleet.machine(host).node().forget(journal.run(), List.of());
              return true;
            });
  }

  private Boolean clear(Machine machine) {
    machine.node().forget(journal.run(), dispensable(machine));
    return true;
  }

  /** Nobody should find a secret in a copy, and git can bring back what was ours. */
  private List<String> dispensable(Machine machine) {
    SortedSet<String> paths = new TreeSet<>();
    machine.state().desired().entries().values().stream()
        .filter(entry -> !entry.secrets().isEmpty())
        .forEach(entry -> paths.add(entry.path()));
    fleet.changes(machine.host()).stream()
        .filter(change -> OURS.contains(change.reason()))
        .map(EntryChange::change)
        .forEach(change -> paths.add(change.path()));
    return List.copyOf(paths);
  }
}
