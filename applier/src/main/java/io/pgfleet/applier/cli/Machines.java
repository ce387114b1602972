package io.pgfleet.applier.cli;

import io.pgfleet.applier.node.Nodes;
import io.pgfleet.applier.tree.Connection;
import java.nio.file.Path;
import java.util.SortedMap;

/** Where the machines of an environment come from: ssh, or memory in tests. */
interface Machines {

  /**
   * The machines that can be reached.
   *
   * @param connections by inventory host
   * @param inventory the environment's inventory folder, which has the settings of ssh
   */
  Nodes of(SortedMap<String, Connection> connections, Path inventory);
}
