package io.pgfleet.applier.node;

import java.util.List;
import java.util.Optional;

/** A system account. */
public record Account(
    String name,
    Optional<Integer> uid,
    String group,
    List<String> groups,
    String home,
    String shell) {
  public Account {
    groups = List.copyOf(groups);
  }
}
