package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.module.Contribution;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Module;

/** What every machine of the fleet gets before anything is built on it. */
public final class NodeModule implements Module {
  /** The word in step ids and manifests. */
  static final String NAME = "node";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Contribution contribute(Fleet fleet) {
    Draft draft = new Draft();
    Trust.contribute(fleet, draft);
    BasePackages.contribute(fleet, draft);
    Names.contribute(fleet, draft);
    Kernel.contribute(fleet, draft);
    Shell.contribute(fleet, draft);
    Administrator.contribute(fleet, draft);
    Clock.contribute(fleet, draft);
    Crontab.contribute(fleet, draft);
    Balancer.contribute(fleet, draft);
    FloatingAddress.contribute(fleet, draft);
    return draft.contribution();
  }
}
