package io.pgfleet.applier.plan;

import io.pgfleet.applier.tree.Step;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which modules' part of a tree is carried out; what belongs to others stays pending.
 *
 * @param modules none means all
 */
public record Selection(Set<String> modules) {
  public Selection {
    modules = new TreeSet<>(modules);
  }

  public static Selection all() {
    return new Selection(Set.of());
  }

  public boolean isAll() {
    return modules.isEmpty();
  }

  public boolean includes(Step step) {
    return isAll() || modules.contains(step.module());
  }

  /** What no step of the tree puts there any more belongs to no module, so it waits for all. */
  boolean includes(EntryChange change, Desired desired) {
    return isAll() || desired.step(change.step()).map(this::includes).orElse(false);
  }
}
