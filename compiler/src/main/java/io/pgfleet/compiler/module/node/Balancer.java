package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.parameter.HaproxyService;
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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The load balancer of a node: its base, and the user's own services.
 *
 * <p>The folder {@code /etc/haproxy} is read whole, so the package's {@code haproxy.cfg} can't stay
 * in it; the unit is ours, by precedence over the package's.
 */
final class Balancer {
  static final ArtifactType BASE =
      new ArtifactType(
          "node.haproxy",
          "node/haproxy.cfg.mustache",
          HaproxyView.class,
          Format.HAPROXY,
          "haproxy -c");
  static final ArtifactType DEFAULTS =
      new ArtifactType(
          "node.haproxy-defaults",
          "node/haproxy-defaults.cfg.mustache",
          HaproxyDefaultsView.class,
          Format.HAPROXY,
          "haproxy -c");
  static final ArtifactType SERVICE =
      new ArtifactType(
          "node.haproxy-service",
          "node/haproxy-service.cfg.mustache",
          HaproxyServiceView.class,
          Format.HAPROXY,
          "haproxy -c");
  static final ArtifactType UNIT =
      new ArtifactType(
          "node.haproxy-unit",
          "node/haproxy.service",
          Void.class,
          Format.SYSTEMD,
          "systemd-analyze verify");

  static final ArtifactType STATE =
      new ArtifactType(
          "node.haproxy-state", "node/balancer-state", Void.class, Format.SHELL, "sh -n");

  private static final String STATE_SCRIPT = "/usr/local/lib/pgfleet/balancer-state";
  private static final String FOLDER = "/etc/haproxy";
  private static final String UNIT_NAME = "haproxy.service";
  private static final String UNIT_FILE = "/etc/systemd/system/" + UNIT_NAME;
  private static final String PLACE = "node.haproxy";
  private static final String CHECK = "node.haproxy.check";
  private static final String START = "node.haproxy.unit";
  private static final String START_ONLY = "node.haproxy.unit.only";

  /**
   * Ends with the first mistake, where the program itself ends with the news that there was one.
   */
  private static final String ACCEPTS =
      "found=$(haproxy -c -f \"$0\" 2>&1) || { printf '%s\\n' \"$found\" | grep -m 1 ALERT; exit 1; }";

  private static final String MOVE_AWAY =
      "for f in \"$0\"/*.cfg; do [ ! -e \"$f\" ] || mv \"$f\" \"$f.before-pgfleet\" || exit 1; done";

  /** The script itself waits for less. */
  private static final int JUDGED_SECONDS = 40;

  /** Passwords stand in the files; the daemon reads them before it gives up root. */
  private static final Ownership SECRET = new Ownership("root", "haproxy", "0640");

  private Balancer() {}

  static void contribute(Fleet fleet, Draft draft) {
    List<Node> nodes = fleet.nodes().stream().filter(Balancer::wanted).toList();
    nodes.forEach(node -> files(node, draft));
    Step.Where where = Step.Where.each(nodes.stream().map(Node::host).toList());
    draft.add(Phase.NODE, clean(nodes.stream().filter(Balancer::cleaned).toList()));
    draft.add(Phase.NODE, place(where));
    draft.add(Phase.NODE, check(where));
    draft.add(Phase.NODE, start(START, reloading(nodes, true), services(nodes)));
    draft.add(Phase.NODE, start(START_ONLY, reloading(nodes, false), List.of()));
    byPort(nodes).forEach((port, hosts) -> draft.add(Phase.NODE, gate(port, hosts)));
    draft.add(Phase.NODE, judged(where));
  }

  private static boolean wanted(Node node) {
    return node.parameters().haproxy().haproxyEnabled();
  }

  private static boolean cleaned(Node node) {
    return node.parameters().haproxy().haproxyClean();
  }

  /** The nodes on which a change is read at once, or those where it waits for the next start. */
  private static List<String> reloading(List<Node> nodes, boolean wanted) {
    return nodes.stream()
        .filter(node -> node.parameters().haproxy().haproxyReload() == wanted)
        .map(Node::host)
        .toList();
  }

  private static void files(Node node, Draft draft) {
    Ownership folder = new Ownership("root", "haproxy", "0750");
    draft.add(new Artifact.Directory(node.host(), FOLDER, folder, PLACE));
    draft.add(file(BASE, node, "haproxy.cfg", HaproxyView.of(node)));
    HaproxyDefaultsView defaults = HaproxyDefaultsView.of(node.parameters().haproxy());
    draft.add(file(DEFAULTS, node, "0-defaults.cfg", defaults));
    for (HaproxyService service : node.parameters().haproxy().haproxyServices()) {
      HaproxyServiceView view = HaproxyServiceView.of(service);
      draft.add(file(SERVICE, node, view.name() + ".cfg", view));
    }
    draft.add(
        new Artifact.File(
            STATE,
            node.host(),
            STATE_SCRIPT,
            new Ownership("root", "root", "0755"),
            PLACE,
            new Content.Verbatim()));
    draft.add(
        new Artifact.File(
            UNIT, node.host(), UNIT_FILE, Ownership.ROOT_0644, PLACE, new Content.Verbatim()));
  }

  private static Artifact file(ArtifactType type, Node node, String name, Object view) {
    String path = FOLDER + "/" + name;
    return new Artifact.File(type, node.host(), path, SECRET, PLACE, new Content.View(view));
  }

  /** Only this module's files: those of clusters are activated where they are placed. */
  private static List<String> services(List<Node> nodes) {
    List<String> paths = new ArrayList<>(List.of("0-defaults.cfg", "haproxy.cfg"));
    nodes.stream()
        .flatMap(node -> node.parameters().haproxy().haproxyServices().stream())
        .map(service -> service.name() + ".cfg")
        .sorted()
        .distinct()
        .forEach(paths::add);
    return paths.stream().map(name -> FOLDER + "/" + name).toList();
  }

  private static Map<Integer, List<String>> byPort(List<Node> nodes) {
    Map<Integer, List<String>> byPort = new TreeMap<>();
    for (Node node : nodes) {
      int port = node.parameters().haproxy().haproxyExporterPort();
      byPort.computeIfAbsent(port, one -> new ArrayList<>()).add(node.host());
    }
    return byPort;
  }

  /** Once, before the first of our files is there: later ones are ours, or put there on purpose. */
  private static Step clean(List<Node> nodes) {
    return Step.of(
            "node.haproxy.clean",
            "move what others left in the load balancer's folder away",
            NodeModule.NAME,
            Step.Where.each(nodes.stream().map(Node::host).toList()),
            new Action.Run(List.of("sh", "-c", MOVE_AWAY, FOLDER), Optional.empty()))
        .when(Step.When.unless(List.of("test", "-e", FOLDER + "/0-defaults.cfg")))
        .undo(Step.Undo.none());
  }

  private static Step place(Step.Where where) {
    return Step.of(
        PLACE, "place the load balancer's files", NodeModule.NAME, where, new Action.Place());
  }

  private static Step check(Step.Where where) {
    Action.Probe accepts = new Action.Probe.Command(List.of("sh", "-c", ACCEPTS, FOLDER));
    return Step.of(
            CHECK,
            "check the load balancer's files",
            NodeModule.NAME,
            where,
            new Action.Gate(accepts, 2, List.of()))
        .when(Step.When.after(PLACE));
  }

  /** A reload keeps connections, a restart cuts them: so never on all nodes at once. */
  private static Step start(String id, List<String> hosts, List<String> files) {
    List<String> consumed = new ArrayList<>(files);
    consumed.add(UNIT_FILE);
    return Step.of(
            id,
            "start the load balancer",
            NodeModule.NAME,
            Step.Where.each(hosts).strategy(Step.Strategy.batch(1)),
            new Action.Unit(UNIT_NAME, "started", true, List.of(UNIT_FILE), files, List.of()))
        .when(Step.When.consumes(consumed.toArray(String[]::new)));
  }

  private static Step gate(int port, List<String> hosts) {
    String url = "http://127.0.0.1:" + port + "/health";
    return Step.of(
            "node.haproxy.gate@" + port,
            "wait for the load balancer to answer",
            NodeModule.NAME,
            Step.Where.each(hosts),
            new Action.Gate(new Action.Probe.Http(url, List.of(200)), 20, List.of(UNIT_NAME)))
        .when(Step.When.after(START, START_ONLY));
  }

  /** A new process begins with servers that are down; those of later phases stay so for now. */
  private static Step judged(Step.Where where) {
    Action.Probe judged = new Action.Probe.Command(List.of(STATE_SCRIPT, "judged"));
    return Step.of(
            "node.haproxy.judged",
            "wait for the load balancer to check its servers",
            NodeModule.NAME,
            where,
            new Action.Gate(judged, JUDGED_SECONDS, List.of(UNIT_NAME)))
        .when(Step.When.after(START, START_ONLY));
  }
}
