package io.pgfleet.compiler.review;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the difference between two trees touches.
 *
 * @param first whether there was no tree before
 * @param hosts changed entries by host; a host without any is left out
 * @param groups changed payloads by group
 * @param operations what people can ask for, by {@code operation <name>}: targets where something
 *     else would be done, or where something else forbids it
 * @param effects steps that become due, in order; empty for a first tree, where all are
 */
public record BlastRadius(
    boolean first,
    SortedMap<String, List<Change>> hosts,
    SortedMap<String, List<Change>> groups,
    SortedMap<String, List<Change>> operations,
    List<Effect> effects) {
  public BlastRadius {
    hosts = Collections.unmodifiableSortedMap(new TreeMap<>(hosts));
    groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
    operations = Collections.unmodifiableSortedMap(new TreeMap<>(operations));
    effects = List.copyOf(effects);
  }

  /**
   * Compares two trees.
   *
   * @param before files by path; empty when there was no tree
   */
  public static BlastRadius between(
      SortedMap<String, byte[]> before, SortedMap<String, byte[]> after) {
    Manifests old = new Manifests(before);
    Manifests now = new Manifests(after);
    SortedMap<String, List<Change>> hosts =
        Differences.of(old.entriesByHost(), now.entriesByHost());
    SortedMap<String, List<Change>> groups =
        Differences.of(old.payloadsByGroup(), now.payloadsByGroup());
    SortedMap<String, List<Change>> operations =
        Differences.of(old.targetsByOperation(), now.targetsByOperation());
    boolean first = old.isEmpty();
    List<Effect> effects =
        first ? List.of() : new DueSteps(old.steps(), hosts, groups).of(now.steps());
    return new BlastRadius(first, hosts, groups, operations, effects);
  }

  /** Of two equal trees. */
  public static BlastRadius none() {
    return new BlastRadius(false, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), List.of());
  }

  public boolean isEmpty() {
    return hosts.isEmpty() && groups.isEmpty() && operations.isEmpty() && effects.isEmpty();
  }

  /** How many entries and payloads changed in that way. */
  public long count(Change.Kind kind) {
    return hosts.values().stream().flatMap(List::stream).filter(one -> one.kind() == kind).count()
        + groups.values().stream().flatMap(List::stream).filter(one -> one.kind() == kind).count();
  }
}
