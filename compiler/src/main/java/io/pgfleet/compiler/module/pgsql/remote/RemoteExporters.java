package io.pgfleet.compiler.module.pgsql.remote;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.InfraNode;
import io.pgfleet.compiler.model.Node;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Exporters on nodes of the infrastructure, one for each server of {@code pg_exporters}, and where
 * they are asked.
 */
public final class RemoteExporters {
  static final ArtifactType ENVIRONMENT =
      new ArtifactType(
          "pgsql.remote-env",
          "pgsql/remote-exporter.env.mustache",
          ExporterView.class,
          Format.SHELL,
          "sh -n");
  static final ArtifactType URL =
      new ArtifactType("pgsql.remote-url", "", Void.class, Format.TEXT, "none");
  static final ArtifactType UNIT =
      new ArtifactType(
          "pgsql.remote-unit",
          "pgsql/remote-exporter.service.mustache",
          ExporterUnitView.class,
          Format.SYSTEMD,
          "systemd-analyze verify");
  static final ArtifactType TARGETS =
      new ArtifactType(
          "pgsql.remote-targets",
          "pgsql/remote-targets.yml.mustache",
          TargetsView.class,
          Format.YAML,
          "none");

  private static final String MODULE = "pgsql";
  private static final String PLACE = "pgsql.remote";
  private static final String PROGRAM = "pg-exporter";

  /** Of its own, for nobody else is to read the addresses, which hold passwords. */
  private static final String USER = "pg_exporter";

  private static final Action ACCOUNT =
      new Action.User(USER, Optional.empty(), USER, List.of(), "/nonexistent", "/usr/sbin/nologin");
  private static final Ownership OWN = new Ownership(USER, USER, "0400");

  private RemoteExporters() {}

  /** Its kinds of files. */
  public static List<ArtifactType> types() {
    return List.of(ENVIRONMENT, URL, UNIT, TARGETS);
  }

  /** Adds what the fleet's inventory asks for; nothing without {@code pg_exporters}. */
  public static void contribute(Fleet fleet, Draft draft) {
    List<InfraNode> watchers =
        fleet.infra().stream().filter(one -> !one.remote().pgExporters().isEmpty()).toList();
    watchers.forEach(one -> packages(one, fleet, draft));
    Step.Where where = Step.Where.each(watchers.stream().map(one -> one.node().host()).toList());
    draft.add(
        Phase.MONITOR,
        Step.of(PLACE + ".user", "create the exporters' account", MODULE, where, ACCOUNT)
            .undo(Step.Undo.none()));
    draft.add(
        Phase.MONITOR,
        Step.of(PLACE, "place exporters of remote servers", MODULE, where, new Action.Place()));
    watchers.forEach(one -> watch(one, draft));
  }

  private static void packages(InfraNode watcher, Fleet fleet, Draft draft) {
    List<String> packages = fleet.packagesOn(watcher.node()).program(PROGRAM).packages();
    String host = watcher.node().host();
    draft.add(
        Phase.PACKAGES,
        Step.of(
                "pgsql.remote.packages@" + host,
                "install the exporter",
                MODULE,
                Step.Where.each(List.of(host)),
                Action.Packages.on(watcher.node(), packages))
            .undo(Step.Undo.none())
            .timeoutSeconds(900));
  }

  private static void watch(InfraNode watcher, Draft draft) {
    List<RemoteServer> servers = servers(watcher);
    for (RemoteServer server : servers) {
      files(watcher.node(), server, draft);
      steps(watcher.node(), server, draft);
    }
    String folder = watcher.portal().infraData() + "/targets/pgrds";
    clusters(servers)
        .forEach(
            (cluster, members) -> {
              String path = folder + "/" + cluster + ".yml";
              Content view = new Content.View(TargetsView.of(watcher.node().host(), members));
              draft.add(file(TARGETS, watcher.node(), path, Ownership.ROOT_0644, view));
            });
  }

  private static List<RemoteServer> servers(InfraNode watcher) {
    List<RemoteServer> servers = new ArrayList<>();
    watcher
        .remote()
        .pgExporters()
        .forEach(
            (port, own) ->
                servers.add(new RemoteServer(Integer.parseInt(port), own, watcher.remote())));
    servers.sort(Comparator.comparingInt(RemoteServer::port));
    return servers;
  }

  private static SortedMap<String, List<RemoteServer>> clusters(List<RemoteServer> servers) {
    SortedMap<String, List<RemoteServer>> clusters = new TreeMap<>();
    servers.forEach(
        one -> clusters.computeIfAbsent(one.cluster(), name -> new ArrayList<>()).add(one));
    return clusters;
  }

  private static void files(Node node, RemoteServer server, Draft draft) {
    Content environment = new Content.View(ExporterView.of(server));
    draft.add(file(ENVIRONMENT, node, environment(server), Ownership.ROOT_0600, environment));
    Content url = new Content.Text(server.url() + "\n");
    draft.add(file(URL, node, url(server), OWN, url));
    Content unit = new Content.View(new ExporterUnitView(server.name()));
    draft.add(file(UNIT, node, unitFile(server), Ownership.ROOT_0644, unit));
  }

  private static Artifact file(
      ArtifactType type, Node node, String path, Ownership ownership, Content content) {
    return new Artifact.File(type, node.host(), path, ownership, PLACE, content);
  }

  private static String environment(RemoteServer server) {
    return "/etc/default/pg_exporter_" + server.name();
  }

  private static String url(RemoteServer server) {
    return environment(server) + ".url";
  }

  private static String unitFile(RemoteServer server) {
    return "/etc/systemd/system/" + server.unit();
  }

  /** The gate asks the exporter alone: a server that is down is for people to see. */
  private static void steps(Node node, RemoteServer server, Draft draft) {
    String id = "pgsql.remote.unit@" + server.name() + "-" + node.host();
    Step.Where where = Step.Where.each(List.of(node.host()));
    List<String> files = List.of(environment(server), url(server), unitFile(server));
    Action run = new Action.Unit(server.unit(), "started", true, files, List.of(), List.of());
    draft.add(
        Phase.MONITOR,
        Step.of(id, "watch " + server.name(), MODULE, where, run)
            .when(Step.When.consumes(files.toArray(String[]::new))));
    Action.Probe listens = new Action.Probe.Tcp("127.0.0.1", server.port());
    draft.add(
        Phase.MONITOR,
        Step.of(
                "pgsql.remote.gate@" + server.name() + "-" + node.host(),
                "wait for the exporter of " + server.name(),
                MODULE,
                where,
                new Action.Gate(listens, 20, List.of(server.unit())))
            .when(Step.When.after(id)));
  }
}
