package io.pgfleet.applier.fleet;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;

/**
 * The container engine as tests see it: speaks the engine's own version of the interface, asks no
 * registry for helper images, and removes what killed test runs left behind.
 */
final class Engine {

  static final String IMAGE = "pgfleet-node:latest";

  private static final String OWNER = "pgfleet.test";
  private static final String NO_REGISTRY = "TESTCONTAINERS_RYUK_DISABLED";

  private Engine() {}

  static DockerClient client() {
    if (!"true".equals(System.getenv(NO_REGISTRY))) {
      throw new IllegalStateException(
          "without "
              + NO_REGISTRY
              + "=true helper images would come from a registry; run these tests by 'mvn verify'");
    }
    if (System.getProperty("api.version") == null) {
      System.setProperty(
          "api.version", Shell.run("docker", "version", "--format", "{{.Server.APIVersion}}"));
    }
    return DockerClientFactory.instance().client();
  }

  /**
   * The label of everything that this test run makes: the process and when it started, since
   * numbers of processes recur.
   */
  static Map<String, String> labels() {
    return Map.of(OWNER, identity(ProcessHandle.current()));
  }

  /** Removes containers and networks of test runs that have ended. */
  static void sweep() {
    DockerClient docker = client();
    List<String> mark = List.of(OWNER);
    for (Container container :
        docker.listContainersCmd().withShowAll(true).withLabelFilter(mark).exec()) {
      if (isAbandoned(container.getLabels())) {
        docker.removeContainerCmd(container.getId()).withForce(true).withRemoveVolumes(true).exec();
      }
    }
    for (Network network : docker.listNetworksCmd().withFilter("label", mark).exec()) {
      if (isAbandoned(network.getLabels())) {
        docker.removeNetworkCmd(network.getId()).exec();
      }
    }
  }

  private static boolean isAbandoned(Map<String, String> labels) {
    String owner = labels.get(OWNER);
    if (!owner.matches("[0-9]+@[0-9]+")) {
      // no test run names itself so: somebody's own, which is left alone
      return false;
    }
    Optional<ProcessHandle> process =
        ProcessHandle.of(Long.parseLong(owner.substring(0, owner.indexOf('@'))));
    return process.map(Engine::identity).filter(owner::equals).isEmpty();
  }

  private static String identity(ProcessHandle process) {
    Instant start = process.info().startInstant().orElse(Instant.EPOCH);
    return process.pid() + "@" + start.toEpochMilli();
  }
}
