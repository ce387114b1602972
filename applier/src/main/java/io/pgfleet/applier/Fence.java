package io.pgfleet.applier;

import io.pgfleet.applier.plan.NodeState;
import io.pgfleet.applier.plan.World;
import io.pgfleet.applier.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** Keeps a run from going back in history, and from taking another environment's machines. */
public final class Fence {
  private final Tree tree;
  private final BiPredicate<String, String> descends;

  /**
   * @param descends whether the first commit is the second one or one of its descendants
   */
  public Fence(Tree tree, BiPredicate<String, String> descends) {
    this.tree = tree;
    this.descends = descends;
  }

  /** Why the tree must not be applied to these machines; empty when it may. */
  public List<String> objections(World world) {
    List<String> objections = new ArrayList<>();
    world.nodes().values().forEach(state -> object(state, objections));
    return objections;
  }

  private void object(NodeState state, List<String> objections) {
    String environment = state.recorded().standing().environment();
    if (!environment.isEmpty() && !environment.equals(tree.environment())) {
      objections.add(
          state.host()
              + " belongs to environment '"
              + environment
              + "'; take it out of that environment first, or use --force");
    }
    String applied = state.recorded().standing().commit().replace("-dirty", "");
    String wanted = tree.commit().id();
    boolean comparable = applied.matches("[0-9a-f]{40}") && !wanted.isEmpty();
    if (comparable && !descends.test(wanted, applied)) {
      objections.add(
          state.host()
              + " is at commit "
              + applied
              + ", and "
              + wanted
              + " does not descend from it; check out a later commit, or use --force");
    }
  }
}
