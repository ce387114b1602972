package io.pgfleet.applier;

import io.pgfleet.applier.plan.NodeState;
import io.pgfleet.applier.plan.Recorded;
import io.pgfleet.applier.plan.World;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the commit to go back to in what the machines recorded. */
public final class Previous {
  private final SortedMap<String, String> byHost = new TreeMap<>();

  public Previous(World world) {
    boolean partial =
        world.nodes().values().stream()
            .anyMatch(state -> !state.recorded().standing().towards().isEmpty());
    for (NodeState state : world.nodes().values()) {
      Recorded recorded = state.recorded();
      String commit = partial ? recorded.standing().commit() : recorded.standing().previous();
      if (!commit.isEmpty()) {
        byHost.put(state.host(), commit);
      }
    }
  }

  /** Empty when there is none, more than one, or one that git does not have. */
  public Optional<String> commit() {
    TreeSet<String> commits = new TreeSet<>(byHost.values());
    return commits.size() == 1 && !commits.first().endsWith("-dirty")
        ? Optional.of(commits.first())
        : Optional.empty();
  }

  /** Why there is no commit to go back to. */
  public String objection() {
    if (byHost.isEmpty()) {
      return "no machine remembers an earlier commit; name one with --to";
    }
    if (new TreeSet<>(byHost.values()).size() > 1) {
      return "the machines were at different commits before: " + byHost + "; name one with --to";
    }
    return "the commit before, "
        + byHost.get(byHost.firstKey())
        + ", was not committed; name another one with --to";
  }
}
