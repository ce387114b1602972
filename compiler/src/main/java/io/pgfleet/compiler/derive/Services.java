package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.Service;
import io.pgfleet.compiler.model.parameter.ServiceDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Service definitions to services: who is behind which port. */
final class Services {
  private static final int MAXCONN = 5000;

  private final List<PgInstance> instances;
  private final Selectors selectors;
  private final Diagnostics diagnostics;

  Services(List<PgInstance> instances, Selectors selectors, Diagnostics diagnostics) {
    this.instances = instances;
    this.selectors = selectors;
    this.diagnostics = diagnostics;
  }

  /** Default services, then the cluster's own, as the primary's parameters have them. */
  List<Service> of(PgInstance primary, Hosts.Host host) {
    List<Service> services = new ArrayList<>();
    add(services, primary.parameters().access().pgDefaultServices(), "pg_default_services", host);
    add(services, primary.parameters().business().pgServices(), "pg_services", host);
    return services;
  }

  private void add(
      List<Service> services, List<ServiceDefinition> definitions, String where, Hosts.Host host) {
    int index = 0;
    for (ServiceDefinition definition : definitions) {
      Origin origin = Items.origin(host.scope(), where, index++);
      try {
        services.add(service(definition, origin, host.scope().written(where).isPresent()));
      } catch (Selectors.InvalidSelector e) {
        diagnostics.error(
            "F020",
            origin,
            "service '%s' has a selector that is no JMESPath: '%s'"
                .formatted(definition.name(), e.getMessage()),
            "write it like [? pg_role == `replica`]");
      }
    }
  }

  private Service service(ServiceDefinition definition, Origin origin, boolean written)
      throws Selectors.InvalidSelector {
    Set<String> chosen = selectors.choose(definition.selector());
    Set<String> spare =
        definition.backup().isPresent() ? selectors.choose(definition.backup().get()) : Set.of();
    if (written && chosen.isEmpty() && spare.isEmpty()) {
      diagnostics.warning(
          "F021",
          origin,
          "nobody is behind service '" + definition.name() + "'",
          "widen its selector, or leave the service out");
    }
    String cluster = instances.get(0).cluster();
    return new Service(
        definition.name(),
        cluster + "-" + definition.name(),
        definition.port(),
        definition.ip().orElse("*"),
        definition.check().orElse("/"),
        definition.maxconn().orElse(MAXCONN),
        definition.balance().orElse("roundrobin"),
        definition.options(),
        backends(definition, chosen, spare));
  }

  /** Those chosen, then those who only stand in for them, each by number. */
  private List<Service.Backend> backends(
      ServiceDefinition definition, Set<String> chosen, Set<String> spare) {
    List<Service.Backend> backends = new ArrayList<>();
    for (PgInstance one : instances) {
      if (chosen.contains(one.node().host())) {
        backends.add(backend(definition, one, spare.contains(one.node().host())));
      }
    }
    for (PgInstance one : instances) {
      String host = one.node().host();
      if (spare.contains(host) && !chosen.contains(host)) {
        backends.add(backend(definition, one, true));
      }
    }
    return backends;
  }

  private Service.Backend backend(ServiceDefinition definition, PgInstance one, boolean backup) {
    return new Service.Backend(
        one.name(),
        one.node().host(),
        port(definition.dest(), one),
        one.parameters().bootstrap().patroniPort(),
        one.parameters().access().pgWeight(),
        backup,
        one.parameters().bootstrap().patroniSslEnabled());
  }

  private static int port(String dest, PgInstance one) {
    PgInstance.Parameters parameters = one.parameters();
    String meant = dest.equals("default") ? parameters.access().pgDefaultServiceDest() : dest;
    return switch (meant) {
      case "postgres" -> parameters.bootstrap().pgPort();
      case "pgbouncer" -> parameters.access().pgbouncerPort();
      default -> Integer.parseInt(meant);
    };
  }
}
