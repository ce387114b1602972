package io.pgfleet.applier.tree;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * One ordered thing to do, as the tree's manifest has it.
 *
 * @param kind place, packages, user, unit, run, sql, live or gate
 * @param group the cluster it belongs to; empty for a step of nodes
 * @param nodes hosts on which it may run, in order
 * @param consumes entries and payloads whose change makes it due; a trailing {@code /*} takes all
 *     below
 * @param after steps that make it due when they acted
 * @param guardOverrules whether a satisfied guard means nothing to do even when consumed content
 *     changed
 * @param disruption quorum group in which no two nodes are disturbed at once; empty for none
 * @param details the fields of its kind, such as {@code unit} and {@code restartOn}
 */
public record Step(
    String id,
    String title,
    String module,
    String kind,
    Optional<String> group,
    List<String> nodes,
    Target target,
    Strategy strategy,
    Optional<String> disruption,
    List<String> consumes,
    List<String> after,
    boolean always,
    Optional<Guard> guard,
    boolean guardOverrules,
    Undo undo,
    int timeoutSeconds,
    JsonNode details) {
  public Step {
    nodes = List.copyOf(nodes);
    consumes = List.copyOf(consumes);
    after = List.copyOf(after);
  }

  /** Which nodes are meant: each, any, or the one where the probe exits 0. */
  public record Target(String kind, List<String> argv) {}

  /** How many at once: all, batch of a size, or one at a time with the probe's nodes last. */
  public record Strategy(String kind, int size, List<String> argv) {}

  /** A command that only looks; exit 0 says that the result is there. */
  public record Guard(List<String> argv, Optional<String> stdin, int timeoutSeconds) {}

  /** None, inverse, irreversible, stay or command. */
  public record Undo(String kind, List<String> argv) {}

  /** Whether all that the run did stays when this step fails: something has to be done with it. */
  public boolean stays() {
    return undo.kind().equals("stay");
  }
}
