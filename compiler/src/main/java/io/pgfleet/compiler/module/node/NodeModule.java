package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Contribution;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Module;
import java.util.List;

/** What every machine of the fleet gets before anything is built on it. */
public final class NodeModule implements Module {
  /** The word in step ids and manifests. */
  static final String NAME = "node";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<ArtifactType> types() {
    return List.of(
        Trust.CA,
        BasePackages.POLICY,
        BasePackages.TOOL,
        Repositories.REPOSITORY,
        Repositories.SOURCES,
        Repositories.ASIDE,
        Repositories.PROXY_OF_APT,
        Repositories.PROXY_OF_DNF,
        Names.NAME,
        Names.HOSTS,
        Resolver.SERVERS,
        Resolver.SCRIPT,
        Resolver.MANAGER,
        Resolver.LEASE,
        Kernel.SETTINGS,
        Kernel.PAGES,
        Kernel.MODULE,
        Kernel.NO_TRANSPARENT_PAGES,
        Kernel.SCRIPT,
        Kernel.LIMITS,
        Tuned.PROFILE,
        Machine.SETTINGS,
        Machine.SCRIPT,
        Machine.READ_AHEAD,
        Machine.NUMA,
        PythonPackages.LIST,
        PythonPackages.SCRIPT,
        Security.SETTINGS,
        Security.SCRIPT,
        Shell.PROFILE,
        Shell.ALIASES,
        Administrator.SUDOERS,
        Administrator.KEYS,
        Administrator.CLIENT,
        Clock.CHRONY,
        Clock.CHRONY_ENV,
        Clock.CHRONY_UNIT,
        Clock.ZONE,
        Crontab.TABLE,
        Balancer.BASE,
        Balancer.DEFAULTS,
        Balancer.SERVICE,
        Balancer.STATE,
        Balancer.UNIT,
        FloatingAddress.CONFIGURATION);
  }

  @Override
  public Contribution contribute(Fleet fleet) {
    Draft draft = new Draft();
    Trust.contribute(fleet, draft);
    BasePackages.contribute(fleet, draft);
    Repositories.contribute(fleet, draft);
    Names.contribute(fleet, draft);
    Resolver.contribute(fleet, draft);
    Kernel.contribute(fleet, draft);
    Tuned.contribute(fleet, draft);
    Machine.contribute(fleet, draft);
    PythonPackages.contribute(fleet, draft);
    Security.contribute(fleet, draft);
    Shell.contribute(fleet, draft);
    Administrator.contribute(fleet, draft);
    Clock.contribute(fleet, draft);
    Crontab.contribute(fleet, draft);
    Balancer.contribute(fleet, draft);
    FloatingAddress.contribute(fleet, draft);
    return draft.contribution();
  }
}
