package io.pgfleet.applier.cli;

import io.pgfleet.applier.node.Nodes;
import io.pgfleet.applier.tree.Tree;
import java.nio.file.Path;

/** Where the machines of an environment come from: ssh, or memory in tests. */
interface Machines {

  /**
   * The machines of a tree.
   *
   * @param inventory the environment's inventory folder, which has the settings of ssh
   */
  Nodes of(Tree tree, Path inventory);
}
