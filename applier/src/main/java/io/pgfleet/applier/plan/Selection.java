package io.pgfleet.applier.plan;

import io.pgfleet.applier.tree.Step;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which part of a tree is carried out; what is left out stays pending.
 *
 * @param modules whose part; none means all
 * @param alone the only host that takes part and knows of no other, so that it leaves out what
 *     needs another's turn; empty when others can be seen
 * @param leaving what happens to what left a machine although it holds data
 */
public record Selection(Set<String> modules, Optional<String> alone, Leaving leaving) {

  /** What happens to units with data that no step is about any more. */
  public enum Leaving {
    /** They run on, and are shown. */
    SHOWN,
    /** They are stopped, and their files removed. */
    TAKEN,
    /** So is all else, and the machine belongs to nobody then. */
    FREED
  }

  public Selection {
    modules = new TreeSet<>(modules);
  }

  public static Selection all() {
    return new Selection(Set.of(), Optional.empty(), Leaving.SHOWN);
  }

  /** Of some modules; none means all. */
  public static Selection of(Set<String> modules) {
    return new Selection(modules, Optional.empty(), Leaving.SHOWN);
  }

  /** Without what needs another host's turn. */
  public Selection alone(String host) {
    return new Selection(modules, Optional.of(host), leaving);
  }

  /** Everything, and what left with its data too. */
  public static Selection taking() {
    return new Selection(Set.of(), Optional.empty(), Leaving.TAKEN);
  }

  /** Everything on a machine that left, which is nobody's afterwards. */
  public static Selection freeing() {
    return new Selection(Set.of(), Optional.empty(), Leaving.FREED);
  }

  public boolean isAll() {
    return modules.isEmpty() && alone.isEmpty();
  }

  public boolean includes(Step step) {
    boolean wanted = modules.isEmpty() || modules.contains(step.module());
    return wanted && alone.map(host -> hasItsOwnTurn(step, host)).orElse(true);
  }

  /** Who is disturbed at the same time as another, or acts in its place, has to know of it. */
  private static boolean hasItsOwnTurn(Step step, String host) {
    if (step.nodes().size() == 1) {
      return true;
    }
    boolean rolls = step.disruption().isPresent() || !step.strategy().kind().equals("all");
    boolean first = step.nodes().get(0).equals(host);
    return !rolls && (!step.target().kind().equals("any") || first);
  }

  /** What no step of the tree puts there any more belongs to no module, so it waits for all. */
  boolean includes(EntryChange change, Desired desired) {
    return modules.isEmpty() || desired.step(change.step()).map(this::includes).orElse(false);
  }
}
