package io.pgfleet.compiler.tree;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with contributions, so that one run shows all of it. */
final class Problems {
  private final List<String> all = new ArrayList<>();

  void add(String problem) {
    all.add(problem);
  }

  void throwIfAny() {
    if (!all.isEmpty()) {
      throw new InvalidTreeException(all);
    }
  }
}
