package io.pgfleet.applier.tree;

import java.util.Optional;

/** Where the files of a tree are read from: a folder, or a commit. */
interface TreeFiles {

  /**
   * The bytes of a file; nothing when there is no regular file at that place.
   *
   * @param path relative to the tree, with slashes
   */
  Optional<byte[]> read(String path);

  /** The path as people would write it in a message. */
  String shown(String path);
}
