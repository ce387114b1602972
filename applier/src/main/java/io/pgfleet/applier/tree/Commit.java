package io.pgfleet.applier.tree;

/**
 * The commit a tree was read at.
 *
 * @param id 40 hex digits; empty when the tree is not in git
 * @param dirty whether the tree differs from that commit
 */
public record Commit(String id, boolean dirty) {

  /** For people and records, such as {@code 7a7ba89…}, {@code 7a7ba89…-dirty}, uncommitted. */
  public String text() {
    if (id.isEmpty()) {
      return "uncommitted";
    }
    return dirty ? id + "-dirty" : id;
  }
}
