package io.pgfleet.applier.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgfleet.applier.plan.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * What drifted, for people, as JSON and for Prometheus.
 *
 * @param hosts that could be looked at
 * @param unknown why others could not, by host
 */
public record DriftReport(
    String environment,
    List<String> hosts,
    SortedMap<String, String> unknown,
    List<Finding> findings) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public String text() {
    List<String> lines = new ArrayList<>();
    for (Finding finding : findings) {
      String when = finding.when().map(time -> ", " + time).orElse("");
      String who = finding.who().map(name -> ", by " + name).orElse("");
      lines.add(
          finding.host()
              + "  "
              + finding.kind().word()
              + "  "
              + finding.name()
              + "  "
              + finding.what()
              + when
              + who);
    }
    unknown.forEach((host, why) -> lines.add(host + "  unknown  " + why));
    lines.add(
        environment
            + ": "
            + (findings.isEmpty() ? "no drift" : findings.size() + " found")
            + " on "
            + hosts.size()
            + " hosts");
    return String.join("\n", lines) + "\n";
  }

  public String json() {
    ObjectNode document = JSON.createObjectNode();
    document.put("schemaVersion", 1).put("environment", environment);
    hosts.forEach(document.putArray("hosts")::add);
    ObjectNode silent = document.putObject("unknown");
    unknown.forEach(silent::put);
    ArrayNode list = document.putArray("drift");
    for (Finding finding : findings) {
      ObjectNode json = list.addObject();
      json.put("host", finding.host()).put("kind", finding.kind().word());
      json.put("name", finding.name()).put("what", finding.what());
      finding.when().ifPresent(when -> json.put("when", when.toString()));
      finding.who().ifPresent(who -> json.put("who", who));
    }
    return document.toPrettyString() + "\n";
  }

  /** In Prometheus' text format; every host and kind has a line, so that zero can be told. */
  public String prometheus() {
    StringBuilder text = new StringBuilder();
    text.append("# HELP pgfleet_drift Findings that are not as the applier left them.\n");
    text.append("# TYPE pgfleet_drift gauge\n");
    for (String host : hosts) {
      for (Finding.Sort kind : Finding.Sort.values()) {
        long count =
            findings.stream().filter(one -> one.host().equals(host) && one.kind() == kind).count();
        String labels = labels(host) + ",kind=\"" + kind.word() + "\"";
        text.append("pgfleet_drift{" + labels + "} " + count + "\n");
      }
    }
    text.append("# HELP pgfleet_drift_known Whether the host could be looked at.\n");
    text.append("# TYPE pgfleet_drift_known gauge\n");
    hosts.forEach(host -> text.append("pgfleet_drift_known{" + labels(host) + "} 1\n"));
    unknown.keySet().forEach(host -> text.append("pgfleet_drift_known{" + labels(host) + "} 0\n"));
    return text.toString();
  }

  private String labels(String host) {
    return "environment=\"" + environment + "\",host=\"" + host + "\"";
  }
}
