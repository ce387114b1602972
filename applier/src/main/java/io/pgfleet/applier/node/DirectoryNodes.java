package io.pgfleet.applier.node;

import java.nio.file.Path;

/** Machines that are folders: what would be on them, to look at or to test programs with. */
public final class DirectoryNodes implements Nodes {
  private final Path folder;

  /**
   * @param folder gets one folder for each host
   */
  public DirectoryNodes(Path folder) {
    this.folder = folder;
  }

  @Override
  public Node open(String host) {
    return new DirectoryNode(host, folder.resolve(host));
  }
}
