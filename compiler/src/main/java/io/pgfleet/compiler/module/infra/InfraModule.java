package io.pgfleet.compiler.module.infra;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Contribution;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Module;
import java.util.List;

/** What members of the group {@code infra} do for the whole fleet. */
public final class InfraModule implements Module {
  /** The word in step ids and manifests. */
  static final String NAME = "infra";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<ArtifactType> types() {
    return List.of(
        NameServer.CONFIGURATION,
        NameServer.UNIT,
        NameServer.RECORDS,
        WebServer.CONFIGURATION,
        WebServer.SERVER,
        WebServer.BALANCER_UPSTREAM,
        WebServer.BALANCER_LOCATION,
        WebServer.CERTIFICATE,
        WebServer.KEY,
        WebServer.USERS,
        HomePage.PAGE,
        HomePage.AUTHORITY);
  }

  @Override
  public Contribution contribute(Fleet fleet) {
    Draft draft = new Draft();
    InfraPackages.contribute(fleet, draft);
    InfraFolder.contribute(fleet, draft);
    NameServer.contribute(fleet, draft);
    HomePage.contribute(fleet, draft);
    WebServer.contribute(fleet, draft);
    return draft.contribution();
  }
}
