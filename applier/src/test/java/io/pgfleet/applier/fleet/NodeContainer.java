package io.pgfleet.applier.fleet;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.HostConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.IsRunningStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * A container that behaves like a machine: systemd is its first process, and its address, keys and
 * limits are fixed.
 */
final class NodeContainer extends GenericContainer<NodeContainer> {

  private static final long CORES = 2;
  private static final long MEMORY_BYTES = 2L << 30;
  private static final long SHARED_MEMORY_BYTES = 512L << 20;
  private static final int OWNER_ONLY = 0100600;
  private static final int READABLE = 0100644;

  private final Network net;
  private final String address;

  NodeContainer(String name, String address, Network net, Keys keys) {
    super(DockerImageName.parse(Engine.IMAGE));
    this.net = net;
    this.address = address;
    withNetwork(net);
    withLabels(Engine.labels());
    withImagePullPolicy(image -> false);
    withStartupCheckStrategy(new IsRunningStartupCheckStrategy());
    setWaitStrategy(new NoWait());
    withTmpFs(Map.of("/run", "", "/run/lock", "", "/tmp", "exec,mode=1777"));
    withCreateContainerCmdModifier(command -> likeAMachine(command.withHostName(name)));
    copy(Keys.publicHalf(keys.identity()), "/etc/ssh/authorized_keys.d/admin", READABLE);
    copy(keys.hostKey(address), "/etc/ssh/ssh_host_ed25519_key", OWNER_ONLY);
    copy(Keys.publicHalf(keys.hostKey(address)), "/etc/ssh/ssh_host_ed25519_key.pub", READABLE);
  }

  void unplug() {
    Engine.client()
        .disconnectFromNetworkCmd()
        .withNetworkId(net.getId())
        .withContainerId(getContainerId())
        .exec();
  }

  void plugIn() {
    ContainerNetwork place =
        new ContainerNetwork().withIpamConfig(new ContainerNetwork.Ipam().withIpv4Address(address));
    Engine.client()
        .connectToNetworkCmd()
        .withNetworkId(net.getId())
        .withContainerId(getContainerId())
        .withContainerNetwork(place)
        .exec();
  }

  private void copy(Path file, String target, int mode) {
    withCopyToContainer(Transferable.of(Keys.text(file), mode), target);
  }

  private void likeAMachine(CreateContainerCmd command) {
    HostConfig host = command.getHostConfig();
    host.withCapAdd(
            Capability.SYS_ADMIN,
            Capability.NET_ADMIN,
            Capability.NET_RAW,
            Capability.SYS_NICE,
            Capability.NET_BROADCAST,
            Capability.SYS_PTRACE,
            Capability.IPC_LOCK)
        .withSecurityOpts(List.of("seccomp=unconfined", "apparmor=unconfined"))
        .withCgroupnsMode("private")
        .withNanoCPUs(CORES * 1_000_000_000L)
        .withMemory(MEMORY_BYTES)
        .withMemorySwap(MEMORY_BYTES)
        .withShmSize(SHARED_MEMORY_BYTES);
    command.withIpv4Address(address);
  }

  /**
   * All nodes boot at once, so each container only starts; the fleet then waits for all of them.
   */
  private static final class NoWait extends AbstractWaitStrategy {

    NoWait() {
      withStartupTimeout(Duration.ofSeconds(30));
    }

    @Override
    protected void waitUntilReady() {
      // the fleet waits
    }
  }
}
