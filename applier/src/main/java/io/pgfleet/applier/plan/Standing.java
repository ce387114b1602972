package io.pgfleet.applier.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a machine stands among the commits of its environment.
 *
 * @param generation counts the runs that finished on the machine
 * @param commit of the tree that was applied last; empty before the first
 * @param towards commit that a run is under way to; empty when none is, or it is the same
 * @param earlier commits that were applied before, the latest last
 */
public record Standing(
    long generation, String commit, String environment, String towards, List<String> earlier) {
  private static final int REMEMBERED = 10;

  public Standing {
    towards = towards == null ? "" : towards;
    earlier = earlier == null ? List.of() : List.copyOf(earlier);
  }

  static Standing none() {
    return new Standing(0, "", "", "", List.of());
  }

  /** The commit that was applied before; empty when none is known. */
  public String previous() {
    return earlier.isEmpty() ? "" : earlier.get(earlier.size() - 1);
  }

  Standing towards(String newCommit) {
    String goal = newCommit.equals(commit) ? "" : newCommit;
    return new Standing(generation, commit, environment, goal, earlier);
  }

  /** The same after a run that finished. */
  Standing at(String newCommit, String newEnvironment) {
    return new Standing(generation + 1, newCommit, newEnvironment, "", earlierThan(newCommit));
  }

  /** Going back to an earlier commit forgets what came after it. */
  private List<String> earlierThan(String newCommit) {
    List<String> all = new ArrayList<>(earlier);
    if (!commit.isEmpty()) {
      all.add(commit);
    }
    int known = all.indexOf(newCommit);
    List<String> before = known < 0 ? all : all.subList(0, known);
    return before.subList(Math.max(0, before.size() - REMEMBERED), before.size());
  }
}
