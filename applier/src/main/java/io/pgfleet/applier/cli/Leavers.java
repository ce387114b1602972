package io.pgfleet.applier.cli;

import io.pgfleet.applier.Applier;
import io.pgfleet.applier.journal.PastRun;
import io.pgfleet.applier.plan.NodeState;
import io.pgfleet.applier.plan.World;
import io.pgfleet.applier.tree.PastHost;
import io.pgfleet.applier.tree.PastHosts;
import io.pgfleet.applier.tree.RunNotes;
import io.pgfleet.applier.tree.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Hosts that left the inventory. The machines that stayed remember which commits they were at, git
 * has the hosts of those commits, and a note tells of those that were taken away since.
 */
final class Leavers {
  private final PastHosts past;
  private final RunNotes notes;

  Leavers(Folders folders) {
    this.past = new PastHosts(folders.tree());
    this.notes = new RunNotes(folders.tree());
  }

  /** The same plan, and it tells which hosts left and were not taken away yet. */
  Applier.Planned shownIn(Applier.Planned planned, Tree tree) {
    List<String> gone = new ArrayList<>(past.of(commits(planned.all())));
    gone.removeAll(tree.connections().keySet());
    gone.removeIf(host -> last(host).filter(this::isTakenAway).isPresent());
    return planned.without(gone);
  }

  private static Set<String> commits(World world) {
    Set<String> commits = new TreeSet<>();
    for (NodeState state : world.nodes().values()) {
      commits.addAll(state.recorded().standing().earlier());
      commits.add(state.recorded().standing().commit());
      commits.add(state.recorded().standing().towards());
    }
    return commits;
  }

  /** How a host that the tree does not know was reached when an earlier commit knew it. */
  Optional<PastHost> last(String host) {
    return past.last(host);
  }

  private boolean isTakenAway(PastHost host) {
    return notes.at(host.commit().id()).stream()
        .flatMap(line -> PastRun.read(line).stream())
        .anyMatch(run -> run.tookAway(host.host()));
  }

  /** Remembers that it was taken away. */
  void tookAway(PastHost host, String environment, String who, Instant now) {
    PastRun.Commission commission =
        new PastRun.Commission(environment, host.commit().id(), who, List.of(host.host()));
    PastRun run = PastRun.takenAway(RunIds.next(now), commission, now);
    notes.add(host.commit().id(), run.line());
  }
}
