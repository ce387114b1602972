package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Contribution;
import io.pgfleet.compiler.module.Draft;
import java.util.ArrayList;
import java.util.List;

/** How clients reach clusters; the door of this package. */
public final class AccessArtifacts {
  private AccessArtifacts() {}

  public static List<ArtifactType> types() {
    List<ArtifactType> types = new ArrayList<>();
    types.add(ServerAccess.RULES);
    types.add(ServerAccess.SCRIPT);
    types.addAll(Pooler.types());
    types.add(Services.SERVICE);
    types.add(NameRecords.RECORD);
    types.addAll(LeaderAddress.types());
    types.addAll(Shells.types());
    types.addAll(AdminTools.types());
    return List.copyOf(types);
  }

  /**
   * What one cluster needs on its members and on the infrastructure's nodes; its steps come after
   * the members' folders and before the server starts.
   */
  public static Contribution of(Fleet fleet, PgCluster cluster) {
    Draft draft = new Draft();
    ServerAccess.contribute(fleet, cluster, draft);
    Pooler.contribute(fleet, cluster, draft);
    Services.contribute(cluster, draft);
    NameRecords.contribute(fleet, cluster, draft);
    LeaderAddress.contribute(fleet, cluster, draft);
    Shells.contribute(cluster, draft);
    return draft.contribution();
  }

  /** What the infrastructure's nodes need to look after all clusters. */
  public static Contribution ofFleet(Fleet fleet) {
    Draft draft = new Draft();
    AdminTools.contribute(fleet, draft);
    return draft.contribution();
  }
}
