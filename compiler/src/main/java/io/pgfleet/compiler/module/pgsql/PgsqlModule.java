package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Contribution;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Module;
import io.pgfleet.compiler.module.pgsql.access.AccessArtifacts;
import io.pgfleet.compiler.module.pgsql.operation.ClusterOperations;
import io.pgfleet.compiler.module.pgsql.provision.Provisioning;
import io.pgfleet.compiler.module.pgsql.remote.RemoteExporters;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL clusters under Patroni. */
public final class PgsqlModule implements Module {
  /** The word in step ids and manifests. */
  static final String NAME = "pgsql";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<ArtifactType> types() {
    List<ArtifactType> types = new ArrayList<>(Installation.types());
    types.addAll(Patroni.types());
    types.addAll(Backup.types());
    types.addAll(AccessArtifacts.types());
    types.addAll(Provisioning.types());
    types.addAll(ClusterOperations.types());
    types.addAll(RemoteExporters.types());
    return types;
  }

  @Override
  public Contribution contribute(Fleet fleet) {
    Draft draft = new Draft();
    Installation.contribute(fleet, draft);
    Patroni.contribute(fleet, draft);
    PatroniSteps.contribute(fleet, draft);
    Backup.contribute(fleet, draft);
    for (PgCluster cluster : fleet.clusters()) {
      Contribution provision = Provisioning.of(cluster);
      draft.add(provision);
      draft.add(AccessArtifacts.of(fleet, cluster));
      draft.add(ClusterOperations.of(cluster, setup(fleet, cluster, provision)));
    }
    draft.add(AccessArtifacts.ofFleet(fleet));
    RemoteExporters.contribute(fleet, draft);
    return draft.contribution();
  }

  private static ClusterOperations.Setup setup(
      Fleet fleet, PgCluster cluster, Contribution provision) {
    return new ClusterOperations.Setup(
        Installation.INSTALL,
        Repository.of(cluster.primary()).shared(),
        instance -> Installation.packages(fleet, instance),
        provision.steps().stream().map(Contribution.PhasedStep::step).findFirst());
  }
}
