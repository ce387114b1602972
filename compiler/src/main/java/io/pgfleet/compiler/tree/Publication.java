package io.pgfleet.compiler.tree;

import java.util.List;

/**
 * What publishing a tree changed, or would change; paths are relative to the environment's folder.
 *
 * @param tree the tree as it stands on disk afterwards
 * @param written files that are new or differ
 * @param deleted files that an earlier compile made and this one does not
 * @param foreign files that no compile made; they are left alone
 */
public record Publication(
    Tree tree, List<String> written, List<String> deleted, List<String> foreign) {
  public Publication {
    written = List.copyOf(written);
    deleted = List.copyOf(deleted);
    foreign = List.copyOf(foreign);
  }

  public boolean changesNothing() {
    return written.isEmpty() && deleted.isEmpty();
  }
}
