package io.pgfleet.applier.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.pgfleet.applier.tree.Entry;
import io.pgfleet.applier.tree.Phase;
import io.pgfleet.applier.tree.Step;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a fleet should be.
 *
 * @param commit of the tree, as it is recorded
 * @param nodes by inventory host
 * @param payloads sha256 with secrets resolved, by path in the tree, of what belongs to no node;
 *     kept in memory only
 * @param groups hosts of the members, by group
 * @param documents what services should hold, by path in the tree, secrets resolved
 */
public record Desired(
    String environment,
    String commit,
    SortedMap<String, Holding> nodes,
    SortedMap<String, String> payloads,
    SortedMap<String, List<String>> groups,
    SortedMap<String, JsonNode> documents,
    List<Phase> phases) {

  public Desired {
    nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    payloads = Collections.unmodifiableSortedMap(new TreeMap<>(payloads));
    groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
    documents = Collections.unmodifiableSortedMap(new TreeMap<>(documents));
    phases = List.copyOf(phases);
  }

  /**
   * What one machine should hold.
   *
   * @param node its name, for people
   * @param entries by name
   * @param sha256 of each entry's content with secrets resolved, by name; kept in memory only
   */
  public record Holding(
      String host,
      String node,
      SortedMap<String, Entry> entries,
      SortedMap<String, String> sha256) {
    public Holding {
      entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
      sha256 = Collections.unmodifiableSortedMap(new TreeMap<>(sha256));
    }

    /** What tells one content from another: its digest, or where a link points. */
    String content(Entry entry) {
      return entry.kind().equals("link") ? entry.target() : sha256.getOrDefault(entry.name(), "");
    }
  }

  /** A step by its id. */
  public Optional<Step> step(String id) {
    return steps().filter(step -> step.id().equals(id)).findFirst();
  }

  /** All steps in the order in which they run. */
  public Stream<Step> steps() {
    return phases.stream().flatMap(phase -> phase.steps().stream());
  }
}
