package io.pgfleet.compiler.module.infra;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.InfraNode;
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
import java.util.TreeMap;

/** Names for the whole fleet, told by dnsmasq on each infrastructure node. */
final class NameServer {
  static final ArtifactType CONFIGURATION =
      new ArtifactType(
          "infra.dnsmasq",
          "infra/dnsmasq.conf.mustache",
          DnsmasqView.class,
          Format.CONF,
          "dnsmasq --test");
  static final ArtifactType UNIT =
      new ArtifactType(
          "infra.dnsmasq-unit",
          "infra/dnsmasq.service",
          Void.class,
          Format.SYSTEMD,
          "systemd-analyze verify");
  static final ArtifactType RECORDS =
      new ArtifactType(
          "infra.records", "infra/records.mustache", RecordsView.class, Format.CONF, "dnsmasq");

  private static final String CONF = "/etc/dnsmasq.conf";
  private static final String UNIT_NAME = "dnsmasq.service";
  private static final String UNIT_FILE = "/etc/systemd/system/" + UNIT_NAME;
  private static final String PLACE = "infra.dns";
  private static final String START = "infra.dns.unit";

  private NameServer() {}

  static void contribute(Fleet fleet, Draft draft) {
    List<InfraNode> servers =
        fleet.infra().stream().filter(infra -> infra.dns().dnsEnabled()).toList();
    servers.forEach(infra -> files(infra, fleet, draft));
    Step.Where where = Step.Where.each(hosts(servers));
    draft.add(
        Phase.INFRA,
        Step.of(
            PLACE, "place the name server's files", InfraModule.NAME, where, new Action.Place()));
    draft.add(Phase.INFRA, check(where));
    draft.add(Phase.INFRA, start(where));
    byPort(servers).forEach((port, hosts) -> draft.add(Phase.INFRA, gate(port, hosts)));
  }

  private static List<String> hosts(List<InfraNode> servers) {
    return servers.stream().map(infra -> infra.node().host()).toList();
  }

  private static void files(InfraNode infra, Fleet fleet, Draft draft) {
    Content view = new Content.View(DnsmasqView.of(infra, fleet.packages()));
    draft.add(file(CONFIGURATION, infra, CONF, view));
    draft.add(file(UNIT, infra, UNIT_FILE, new Content.Verbatim()));
    String folder = InfraFolder.names(infra) + "/";
    List<String> records = infra.dns().dnsRecords();
    if (!records.isEmpty()) {
      Content own = new Content.View(RecordsView.of(records));
      draft.add(file(RECORDS, infra, folder + "default", own));
    }
    for (FloatingName name : FloatingName.all(fleet)) {
      Content record = new Content.View(RecordsView.of(List.of(name.record())));
      draft.add(file(RECORDS, infra, folder + name.cluster() + ".vip", record));
    }
  }

  private static Artifact file(ArtifactType type, InfraNode infra, String path, Content content) {
    String host = infra.node().host();
    return new Artifact.File(type, host, path, Ownership.ROOT_0644, PLACE, content);
  }

  private static Map<Integer, List<String>> byPort(List<InfraNode> servers) {
    Map<Integer, List<String>> byPort = new TreeMap<>();
    for (InfraNode infra : servers) {
      byPort
          .computeIfAbsent(infra.dns().dnsPort(), port -> new ArrayList<>())
          .add(infra.node().host());
    }
    return byPort;
  }

  private static Step check(Step.Where where) {
    Action.Probe accepts =
        new Action.Probe.Command(List.of("dnsmasq", "--test", "--conf-file=" + CONF));
    return Step.of(
            "infra.dns.check",
            "check the name server's configuration",
            InfraModule.NAME,
            where,
            new Action.Gate(accepts, 2, List.of()))
        .when(Step.When.after(PLACE));
  }

  /** Records need no reload: the daemon watches their folder. */
  private static Step start(Step.Where where) {
    List<String> files = List.of(CONF, UNIT_FILE);
    return Step.of(
            START,
            "start the name server",
            InfraModule.NAME,
            where.strategy(Step.Strategy.batch(1)),
            new Action.Unit(UNIT_NAME, "started", true, files, List.of(), List.of()))
        .when(Step.When.consumes(CONF, UNIT_FILE));
  }

  private static Step gate(int port, List<String> hosts) {
    return Step.of(
            "infra.dns.gate@" + port,
            "wait for the name server to listen",
            InfraModule.NAME,
            Step.Where.each(hosts),
            new Action.Gate(new Action.Probe.Tcp("127.0.0.1", port), 20, List.of(UNIT_NAME)))
        .when(Step.When.after(START));
  }
}
