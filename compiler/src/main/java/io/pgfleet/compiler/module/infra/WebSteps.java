package io.pgfleet.compiler.module.infra;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.InfraNode;
import io.pgfleet.compiler.model.parameter.PortalEntry;
import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Phase;
import io.pgfleet.compiler.module.Step;
import io.pgfleet.compiler.module.StepId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the web server is brought up and proved. */
final class WebSteps {
  static final String PLACE = "infra.web";

  private static final String UNIT_NAME = "nginx.service";
  private static final String START = "infra.web.unit";
  private static final String AUTHORITY = "/etc/pki/ca.crt";

  /** Ends with the mistake, where the program itself ends with the news that there was one. */
  private static final String ACCEPTS =
      "found=$(nginx -t -q 2>&1) || { printf '%s\\n' \"$found\" | grep -m 1 emerg; exit 1; }";

  private WebSteps() {}

  static void contribute(Fleet fleet, Draft draft) {
    List<InfraNode> servers =
        fleet.infra().stream().filter(infra -> infra.nginx().nginxEnabled()).toList();
    Step.Where where = Step.Where.each(servers.stream().map(infra -> infra.node().host()).toList());
    draft.add(
        Phase.INFRA,
        Step.of(PLACE, "place the portal's files", InfraModule.NAME, where, new Action.Place()));
    draft.add(Phase.INFRA, check(where));
    draft.add(Phase.INFRA, start(where));
    gates(servers).entrySet().stream()
        .map(one -> gate(one.getKey(), one.getValue()))
        .sorted(Comparator.comparing(Step::id))
        .forEach(one -> draft.add(Phase.INFRA, one));
  }

  private static Step check(Step.Where where) {
    Action.Probe accepts = new Action.Probe.Command(List.of("sh", "-c", ACCEPTS));
    return Step.of(
            "infra.web.check",
            "check the portal's configuration",
            InfraModule.NAME,
            where,
            new Action.Gate(accepts, 2, List.of()))
        .when(Step.When.after(PLACE));
  }

  /** Everything it reads can be read again; pages are read at every request. */
  private static Step start(Step.Where where) {
    List<String> files = List.of(WebServer.FOLDER + "/nginx.conf", WebServer.FOLDER + "/conf.d/*");
    return Step.of(
            START,
            "start the portal",
            InfraModule.NAME,
            where,
            new Action.Unit(UNIT_NAME, "started", true, List.of(), files, List.of()))
        .when(Step.When.consumes(files.toArray(String[]::new)));
  }

  /** One proof for each way in which some nodes answer. */
  private static Map<List<String>, List<String>> gates(List<InfraNode> servers) {
    Map<List<String>, List<String>> gates = new LinkedHashMap<>();
    for (InfraNode infra : servers) {
      proof(infra)
          .ifPresent(
              argv ->
                  gates.computeIfAbsent(argv, key -> new ArrayList<>()).add(infra.node().host()));
    }
    return gates;
  }

  /** Asks for the authority's certificate, which needs no password, at the portal's own name. */
  private static Optional<List<String>> proof(InfraNode infra) {
    PortalEntry home = infra.portal().infraPortal().get(ServerView.HOME);
    if (home == null || home.domain().isEmpty()) {
      return Optional.empty();
    }
    boolean tls = !infra.nginx().nginxSslmode().equals("disable");
    int port = tls ? infra.nginx().nginxSslPort() : infra.nginx().nginxPort();
    String name = ServerView.names(home).get(0);
    List<String> argv = new ArrayList<>(List.of("curl", "-fsS", "-o", "/dev/null", "-m", "5"));
    argv.addAll(List.of("--noproxy", "*", "--resolve", name + ":" + port + ":127.0.0.1"));
    if (tls) {
      argv.addAll(List.of("--cacert", AUTHORITY));
    }
    argv.add((tls ? "https://" : "http://") + name + ":" + port + "/ca.crt");
    return Optional.of(List.copyOf(argv));
  }

  private static Step gate(List<String> argv, List<String> hosts) {
    return Step.of(
            StepId.shared("infra.web.gate", argv),
            "wait for the portal to answer",
            InfraModule.NAME,
            Step.Where.each(hosts),
            new Action.Gate(new Action.Probe.Command(argv), 20, List.of(UNIT_NAME)))
        .when(Step.When.after(START));
  }
}
