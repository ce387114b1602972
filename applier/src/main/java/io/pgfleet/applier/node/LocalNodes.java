package io.pgfleet.applier.node;

import java.io.IOException;

/** The machine that this program runs on, and no other. Safe for use by several threads. */
public final class LocalNodes implements Nodes {
  private final String local;
  private final boolean become;
  private final Watch watch = new Watch();

  /**
   * @param local inventory host that this machine is
   * @param become whether root is got by sudo
   */
  public LocalNodes(String local, boolean become) {
    this.local = local;
    this.become = become;
  }

  @Override
  public Node open(String host) {
    if (!host.equals(local)) {
      throw new NodeException("'" + host + "' is another machine than this one");
    }
    try {
      return new SshNode(host, new LocalWay(), become, watch);
    } catch (IOException e) {
      throw NodeException.tried("get a shell", host, e.toString());
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
