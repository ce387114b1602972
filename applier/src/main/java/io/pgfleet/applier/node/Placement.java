package io.pgfleet.applier.node;

import java.util.List;

/**
 * Entries to switch on a machine in one go, in order.
 *
 * @param run whose staged content is used and under which the replaced is kept
 * @param record written after the last change; {@code null} keeps the one that is there
 */
public record Placement(String run, List<Change> changes, byte[] record) {
  public Placement {
    changes = List.copyOf(changes);
  }

  /**
   * One entry to make or to remove.
   *
   * @param verb {@code put} takes content from the run's staged content, {@code restore} from what
   *     the run replaced, {@code remove} takes away: a directory only if it is empty
   * @param kind file, directory, link, block or seed
   * @param mode four octal digits; empty for links and blocks
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
    /** The path, or {@code path#id} for a block. */
    public String name() {
      return id.isEmpty() ? path : path + "#" + id;
    }
  }
}
