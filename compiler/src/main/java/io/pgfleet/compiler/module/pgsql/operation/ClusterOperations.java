package io.pgfleet.compiler.module.pgsql.operation;

import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Content;
import io.pgfleet.compiler.module.Contribution;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Ownership;
import io.pgfleet.compiler.module.Step;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What people can ask of a cluster, and the scripts that do it; the door of this package. */
public final class ClusterOperations {
  private ClusterOperations() {}

  public static List<ArtifactType> types() {
    return Stream.of(OperationScript.values()).map(OperationScript::type).toList();
  }

  /**
   * The operations of one cluster.
   *
   * @param setup what the rest of the module knows of the cluster
   */
  public static Contribution of(PgCluster cluster, Setup setup) {
    Draft draft = new Draft();
    cluster.instances().forEach(instance -> scripts(instance, setup.step(), draft));
    new LeadOperations(cluster).contribute(draft);
    new ServerOperations(cluster).contribute(draft);
    new SoftwareOperations(cluster, setup.packages()).contribute(draft);
    boolean follows = cluster.parameters().identity().pgUpstream().isPresent();
    if (cluster.parameters().backup().pgbackrestEnabled() && !follows) {
      new RestoreOperations(cluster).contribute(draft);
    }
    new DropOperations(cluster, setup.provision()).contribute(draft);
    new RemoveOperations(cluster, setup.shared(), setup.packages()).contribute(draft);
    return draft.contribution();
  }

  /** The command that restarts the server on its machine, whoever leads. */
  public static List<String> restart() {
    return OperationScript.RESTART.run("--pending", "no", "--leader", "restart");
  }

  /**
   * The command about whether Patroni acts by itself.
   *
   * @param how on, off, is-on or is-off
   */
  public static List<String> pause(String how) {
    return OperationScript.PAUSE.run(how);
  }

  /**
   * What the rest of the module knows of a cluster.
   *
   * @param step which places scripts on members
   * @param shared whether all members have one repository of backups
   * @param packages of an instance
   * @param provision the step that makes users and databases, where there is one
   */
  public record Setup(
      String step,
      boolean shared,
      Function<PgInstance, List<String>> packages,
      Optional<Step> provision) {}

  private static void scripts(PgInstance instance, String step, Draft draft) {
    Ownership executable = new Ownership("root", "root", "0755");
    for (OperationScript script : OperationScript.values()) {
      draft.add(
          new Artifact.File(
              script.type(),
              instance.node().host(),
              script.path(),
              executable,
              step,
              new Content.Verbatim()));
    }
  }
}
