package io.pgfleet.applier.node;

import java.util.List;

/**
 * Entries to switch on a machine in one go, in order.
 *
 * @param run whose staged content is used
 * @param record written after the last change
 */
public record Placement(String run, List<Change> changes, byte[] record) {
  public Placement {
    changes = List.copyOf(changes);
  }

  /**
   * One entry to make or to remove.
   *
   * @param verb put or remove
   * @param kind file, directory, link, block or seed
   */
  public record Change(
      String verb,
      String kind,
      String path,
      String id,
      String owner,
      String group,
      String mode,
      String target) {
    public String name() {
      return id.isEmpty() ? path : path + "#" + id;
    }
  }
}
