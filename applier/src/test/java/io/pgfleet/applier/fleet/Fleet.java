package io.pgfleet.applier.fleet;

import com.github.dockerjava.api.command.CreateNetworkCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Network.Ipam;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.Network;

/**
 * Real nodes on a bridge of their own: the first has the address that ends in .10, the next .11,
 * and so on. Nothing connects before the bridge has proved to be the only way to those addresses.
 */
public final class Fleet implements AutoCloseable {

  private static final int FIRST_ADDRESS = 10;

  private final Subnet subnet;
  private final Network network;
  private final Keys keys;
  private final List<FleetNode> nodes = new ArrayList<>();

  private Fleet(Subnet subnet, Network network, Keys keys) {
    this.subnet = subnet;
    this.network = network;
    this.keys = keys;
  }

  /**
   * Boots one node per name.
   *
   * @param ssh the folder for keys and known_hosts, laid out like {@code inventories/<env>/.ssh}
   * @param names their host names
   */
  public static Fleet boot(Path ssh, String... names) {
    Engine.sweep();
    Fleet fleet = onFreeSubnet(new Keys(ssh));
    try {
      fleet.bootAll(names);
      return fleet;
    } catch (RuntimeException | Error e) {
      fleet.close();
      throw e;
    }
  }

  /** What every address begins with, such as {@code 10.10.20.}, the last dot included. */
  public String prefix() {
    return subnet.prefix();
  }

  /** The bridge that is the only way to the nodes. */
  public String bridge() {
    return subnet.bridge();
  }

  public List<FleetNode> nodes() {
    return List.copyOf(nodes);
  }

  public FleetNode node(String name) {
    return nodes.stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no node '" + name + "' in " + nodes));
  }

  /** The private key that admin logs in with. */
  public Path identity() {
    return keys.identity();
  }

  public Path knownHosts() {
    return keys.knownHosts();
  }

  @Override
  public void close() {
    nodes.forEach(FleetNode::remove);
    network.close();
  }

  private void bootAll(String... names) {
    if (!subnet.isBehindItsBridge()) {
      throw new IllegalStateException(
          "bridge "
              + subnet.bridge()
              + " is not the way to "
              + subnet.cidr()
              + "; use an engine on this machine");
    }
    int last = FIRST_ADDRESS;
    for (String name : names) {
      String address = subnet.address(last++);
      keys.makeFor(address);
      FleetNode node =
          new FleetNode(
              name,
              new Login(address, keys),
              () -> new NodeContainer(name, address, network, keys));
      nodes.add(node);
      node.boot();
    }
    nodes.forEach(FleetNode::awaitBoot);
  }

  /**
   * The engine refuses a subnet that another network has, so of two test runs each gets its own.
   */
  private static Fleet onFreeSubnet(Keys keys) {
    Engine.client();
    DockerException refusal = null;
    for (Subnet subnet : Subnet.all().filter(Subnet::isFree).toList()) {
      Network network =
          Network.builder()
              .driver("bridge")
              .createNetworkCmdModifier(command -> fix(command, subnet))
              .build();
      try {
        network.getId();
        return new Fleet(subnet, network, keys);
      } catch (DockerException e) {
        refusal = e;
      }
    }
    throw new IllegalStateException(
        "no subnet from 10.10.20.0/24 to 10.10.59.0/24 is free for tests", refusal);
  }

  private static void fix(CreateNetworkCmd command, Subnet subnet) {
    command
        .withIpam(
            new Ipam()
                .withConfig(
                    new Ipam.Config().withSubnet(subnet.cidr()).withGateway(subnet.gateway())))
        .withOptions(Map.of("com.docker.network.bridge.name", subnet.bridge()))
        .withLabels(Engine.labels());
  }
}
