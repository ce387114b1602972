package io.pgfleet.applier.node;

/** Opens machines by inventory host; implemented by ssh, by a directory and by memory. */
public interface Nodes extends AutoCloseable {

  /**
   * Connects.
   *
   * @throws NodeException when it cannot be reached or is not who it says
   */
  Node open(String host);

  /** Lets go of what all connections share; each connection is closed by itself. */
  @Override
  default void close() {}
}
