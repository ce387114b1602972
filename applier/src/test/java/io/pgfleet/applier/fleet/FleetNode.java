package io.pgfleet.applier.fleet;

import com.github.dockerjava.api.DockerClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A real node of a {@link Fleet}: runs commands over ssh, and can lose its power and get it back.
 */
public final class FleetNode {

  private static final Duration BOOT = Duration.ofSeconds(60);
  private static final int PATIENCE_SECONDS = 120;

  private final String name;
  private final Login login;
  private final Supplier<NodeContainer> machine;
  private NodeContainer container;

  /**
   * @param machine makes it, new and empty
   */
  FleetNode(String name, Login login, Supplier<NodeContainer> machine) {
    this.name = name;
    this.login = login;
    this.machine = machine;
    this.container = machine.get();
  }

  public String name() {
    return name;
  }

  public String address() {
    return login.address();
  }

  /** The container's name at the engine. */
  public String container() {
    return container.getContainerId();
  }

  /** Runs a shell command line as admin. */
  public Answer run(String commandLine) {
    return login.run(commandLine, PATIENCE_SECONDS);
  }

  /** Runs a shell command line as root. */
  public Answer runAsRoot(String commandLine) {
    return run("sudo -n sh -c '" + commandLine.replace("'", "'\\''") + "'");
  }

  /**
   * Its files, every mount included, as the kernel that both share shows them to root; nothing of
   * the node takes part in reading them.
   */
  public Path files() {
    Long process =
        docker().inspectContainerCmd(container.getContainerId()).exec().getState().getPidLong();
    return Path.of("/proc", process.toString(), "root");
  }

  /**
   * Runs a shell command line as root without the network; empty when it fails, also because the
   * node has no power.
   */
  public Optional<String> inside(String commandLine) {
    try {
      return Optional.of(
          Shell.run(
              "timeout",
              "10",
              "docker",
              "exec",
              container.getContainerId(),
              "sh",
              "-c",
              commandLine));
    } catch (IllegalStateException e) {
      return Optional.empty();
    }
  }

  /** Replaces it by a new, empty machine with the same name, address and host key. */
  public void renew() {
    remove();
    container = machine.get();
    boot();
    awaitBoot();
  }

  /** Begins to boot it for the first time. */
  void boot() {
    container.start();
  }

  /** Takes it away for good. */
  void remove() {
    container.stop();
  }

  /** Cuts its power: every process ends at once, what was written stays. */
  public void kill() {
    docker().killContainerCmd(container.getContainerId()).exec();
  }

  /** Gives it power again and waits until it has booted and answers. */
  public void start() {
    docker().startContainerCmd(container.getContainerId()).exec();
    awaitBoot();
  }

  /** Shuts it down in order, then boots it. */
  public void restart() {
    docker().restartContainerCmd(container.getContainerId()).withTimeout(60).exec();
    awaitBoot();
  }

  /**
   * Takes it off its network without a word to anyone; the machine can then not reach it either.
   */
  public void unplug() {
    container.unplug();
  }

  /** Puts it back on its network, at the same address. */
  public void plugIn() {
    container.plugIn();
  }

  /** Boots on, however it comes up: {@code degraded} is for the test to judge. */
  void awaitBoot() {
    Eventually.within(BOOT, "ssh to " + this, login::answers);
    Eventually.within(
        BOOT,
        "the boot of " + this,
        () -> Set.of("running", "degraded").contains(run("systemctl is-system-running").out()));
  }

  @Override
  public String toString() {
    return name + " (" + address() + ")";
  }

  private static DockerClient docker() {
    return Engine.client();
  }
}
