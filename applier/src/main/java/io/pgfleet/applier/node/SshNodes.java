package io.pgfleet.applier.node;

import io.pgfleet.applier.tree.Connection;
import java.io.IOException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import net.schmizz.sshj.Config;

/** Opens machines over ssh. Safe for use by several threads. */
public final class SshNodes implements Nodes {
  private final SortedMap<String, Connection> connections;
  private final SshSettings settings;
  private final Watch watch = new Watch();

  /**
   * @param connections how to reach each inventory host
   * @param settings of the environment
   */
  public SshNodes(SortedMap<String, Connection> connections, SshSettings settings) {
    this.connections = Collections.unmodifiableSortedMap(new TreeMap<>(connections));
    this.settings = settings;
  }

  @Override
  public Node open(String host) {
    Connection connection = connections.get(host);
    if (connection == null) {
      throw new NodeException(
          "'" + host + "' is not in connections.json; compile again, or check the name");
    }
    Config config = new SshAlgorithms();
    SshAddress address = SshAddress.of(connection, settings);
    SshConnection opened = SshConnection.open(address, settings, config, watch);
    boolean become = connection.become() && !address.user().equals("root");
    try {
      return new SshNode(host, opened, become, watch);
    } catch (IOException | NodeException e) {
      opened.close();
      throw e instanceof NodeException known
          ? known
          : NodeException.tried("get a shell", host, "the connection was lost");
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
