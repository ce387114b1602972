package io.pgfleet.applier.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgfleet.applier.journal.PastRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** History for people and as a JSON document. */
public final class HistoryReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private HistoryReport() {}

  public static String text(List<PastRun> runs) {
    if (runs.isEmpty()) {
      return "no runs are known\n";
    }
    List<String> lines = new ArrayList<>();
    for (PastRun run : runs) {
      String took = Wording.seconds(Duration.ofMillis(run.milliseconds()));
      lines.add(
          run.at()
              + "  "
              + run.result()
              + "  commit "
              + Wording.shortened(run.commit())
              + "  by "
              + (run.who().isEmpty() ? "somebody" : run.who())
              + "  in "
              + took
              + "  run "
              + run.run());
      lines.add("  on " + String.join(", ", run.hosts()));
      for (PastRun.PastStep step : run.steps()) {
        lines.add(
            "  "
                + step.host()
                + " "
                + step.step()
                + " "
                + Wording.seconds(Duration.ofMillis(step.milliseconds())));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  public static String json(String environment, List<PastRun> runs) {
    ObjectNode document = JSON.createObjectNode();
    document.put("schemaVersion", 1).put("environment", environment);
    ArrayNode list = document.putArray("runs");
    runs.forEach(run -> add(list.addObject(), run));
    return document.toPrettyString() + "\n";
  }

  private static void add(ObjectNode json, PastRun run) {
    json.put("run", run.run()).put("commit", run.commit()).put("who", run.who());
    json.put("at", run.at()).put("result", run.result()).put("milliseconds", run.milliseconds());
    run.hosts().forEach(json.putArray("hosts")::add);
    ArrayNode steps = json.putArray("steps");
    for (PastRun.PastStep step : run.steps()) {
      steps
          .addObject()
          .put("host", step.host())
          .put("step", step.step())
          .put("milliseconds", step.milliseconds());
    }
  }
}
