package io.pgfleet.applier.tree;

import java.util.List;

/** Steps that run in order, before any step of a later phase. */
public record Phase(String name, List<Step> steps) {
  public Phase {
    steps = List.copyOf(steps);
  }
}
