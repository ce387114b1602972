package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.Service;
import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Content;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Format;
import io.pgfleet.compiler.module.Ownership;
import io.pgfleet.compiler.module.Phase;
import io.pgfleet.compiler.module.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * The ports of a cluster, on the load balancers of its members or of another group: each leads to
 * every member that Patroni calls fit for it.
 */
final class Services {
  static final ArtifactType SERVICE =
      new ArtifactType(
          "pgsql.service",
          "pgsql/service.cfg.mustache",
          ServiceView.class,
          Format.HAPROXY,
          "haproxy -c");

  /** Where every node has the authority's certificate, also one without a server. */
  private static final String AUTHORITY = "/etc/pki/ca.crt";

  private static final String FOLDER = "/etc/haproxy";
  private static final String STATE_SCRIPT = "/usr/local/lib/pgfleet/balancer-state";

  /** The script itself waits for less. */
  private static final int JUDGED_SECONDS = 40;

  /** Paths that the leader answers; those that the leader of a copied cluster does. */
  private static final List<String> OF_LEADERS = List.of("/", "/primary", "/read-write", "/leader");

  private static final List<String> OF_COPIED = List.of("/leader", "/standby-leader");
  private static final String UNIT_NAME = "haproxy.service";
  private static final String PLACE = "services";
  private static final String RELOAD = "services.unit";

  /** As the load balancer's own files: read before it gives up root. */
  private static final Ownership OWNERSHIP = new Ownership("root", "haproxy", "0640");

  private Services() {}

  static void contribute(PgCluster cluster, Draft draft) {
    HealthCheck check = HealthCheck.of(cluster.parameters().bootstrap());
    List<String> hosts = cluster.balancers().stream().map(Node::host).toList();
    String authority = apart(cluster) ? AUTHORITY : ServiceView.AUTHORITY;
    ClusterSteps steps = ClusterSteps.of(cluster).on(hosts);
    for (Service service : cluster.services()) {
      Content view = new Content.View(ServiceView.of(service, check, authority));
      hosts.forEach(
          host ->
              draft.add(
                  new Artifact.File(
                      SERVICE, host, path(service), OWNERSHIP, steps.id(PLACE), view)));
    }
    draft.add(Phase.ACCESS, steps.place(PLACE, "place the services"));
    draft.add(Phase.ACCESS, accepted(steps));
    ClusterSteps reloading = steps.on(reloading(cluster));
    draft.add(Phase.ACCESS, reload(reloading, cluster));
    cluster.services().forEach(service -> draft.add(Phase.ACCESS, open(reloading, service)));
    draft.add(Phase.ACCESS, judged(reloading, cluster));
  }

  /** Where nobody asked that a change waits for the next start. */
  private static List<String> reloading(PgCluster cluster) {
    return cluster.balancers().stream()
        .filter(node -> node.parameters().haproxy().haproxyReload())
        .map(Node::host)
        .toList();
  }

  /** Whether other nodes than the members carry the services. */
  private static boolean apart(PgCluster cluster) {
    return !cluster.parameters().access().pgServiceProvider().isEmpty();
  }

  private static String path(Service service) {
    return FOLDER + "/" + service.fullName() + ".cfg";
  }

  private static Step accepted(ClusterSteps steps) {
    Action.Probe accepts = new Action.Probe.Command(List.of("haproxy", "-c", "-q", "-f", FOLDER));
    return steps.gate(
        "services.check", "check the services", PLACE, new Action.Gate(accepts, 10, List.of()));
  }

  /** Checks over TLS know the authorities that were there when the configuration was read. */
  private static Step reload(ClusterSteps steps, PgCluster cluster) {
    List<String> files = new ArrayList<>(cluster.services().stream().map(Services::path).toList());
    boolean tls =
        cluster.services().stream()
            .flatMap(service -> service.backends().stream())
            .anyMatch(Service.Backend::tls);
    if (tls && apart(cluster)) {
      files.add(AUTHORITY);
    } else if (tls) {
      cluster.instances().stream()
          .map(one -> MemberPaths.home(one) + "/cert/ca.crt")
          .distinct()
          .forEach(files::add);
    }
    Action unit = new Action.Unit(UNIT_NAME, "started", true, List.of(), files, List.of());
    return steps
        .step(RELOAD, "have load balancers read the services", unit)
        .when(Step.When.consumes(files.toArray(String[]::new)));
  }

  private static Step open(ClusterSteps steps, Service service) {
    String address = service.bind().equals("*") ? "127.0.0.1" : service.bind();
    Action.Probe listens = new Action.Probe.Tcp(address, service.port());
    return steps.gate(
        "services.gate." + service.name(),
        "wait for the service " + service.name(),
        RELOAD,
        new Action.Gate(listens, 20, List.of(UNIT_NAME)));
  }

  /** A port without a server behind it takes connections, and cuts them. */
  private static Step judged(ClusterSteps steps, PgCluster cluster) {
    List<String> argv = new ArrayList<>(List.of(STATE_SCRIPT, "judged"));
    cluster.services().stream()
        .filter(service -> leads(service, cluster))
        .map(Service::fullName)
        .forEach(argv::add);
    Action.Probe judged = new Action.Probe.Command(argv);
    return steps.gate(
        "services.judged",
        "wait for servers behind the services",
        RELOAD,
        new Action.Gate(judged, JUDGED_SECONDS, List.of(UNIT_NAME)));
  }

  /**
   * Whether a service surely has a server, checked as often as we say: it asks every member for the
   * leader. Others may rightly have none, such as that of offline members.
   */
  private static boolean leads(Service service, PgCluster cluster) {
    boolean follows = cluster.parameters().identity().pgUpstream().isPresent();
    return service.options().isEmpty()
        && service.backends().size() == cluster.instances().size()
        && (follows ? OF_COPIED : OF_LEADERS).contains(service.check());
  }
}
