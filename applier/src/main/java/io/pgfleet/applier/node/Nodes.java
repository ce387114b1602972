package io.pgfleet.applier.node;

/** Opens machines by inventory host; implemented by ssh, by a directory and by memory. */
public interface Nodes {

  /**
   * Connects.
   *
   * @throws NodeException when it cannot be reached or is not who it says
   */
  Node open(String host);
}
