package io.pgfleet.compiler.module.etcd;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Contribution;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Module;
import java.util.List;

/** The store of consensus that Patroni relies on. */
public final class EtcdModule implements Module {
  static final String NAME = "etcd";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<ArtifactType> types() {
    return EtcdFiles.types();
  }

  @Override
  public Contribution contribute(Fleet fleet) {
    Draft draft = new Draft();
    fleet
        .etcd()
        .ifPresent(
            cluster -> {
              new EtcdFiles(fleet, cluster, draft).contribute();
              new EtcdSteps(fleet, cluster).contribute(draft);
              new EtcdOperations(
                      cluster, one -> fleet.packagesOn(one.node()).program("etcd").packages())
                  .contribute(draft);
            });
    return draft.contribution();
  }
}
