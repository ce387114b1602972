package io.pgfleet.compiler.module.pgsql.operation;

import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Content;
import io.pgfleet.compiler.module.Contribution;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Ownership;
import java.util.List;
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
   * @param step which places their scripts on members
   */
  public static Contribution of(PgCluster cluster, String step) {
    Draft draft = new Draft();
    cluster.instances().forEach(instance -> scripts(instance, step, draft));
    new LeadOperations(cluster).contribute(draft);
    new ServerOperations(cluster).contribute(draft);
    return draft.contribution();
  }

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
