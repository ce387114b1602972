package io.pgfleet.applier.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.plan.Plan;

/** Plans and results as one JSON object a line, to stand after a run's events. */
public final class LineReport implements Report {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Report whole = new JsonReport();

  @Override
  public String of(Plan plan) {
    return line(whole.of(plan));
  }

  @Override
  public String of(Plan plan, RunResult result) {
    return line(whole.of(plan, result));
  }

  private static String line(String document) {
    try {
      return JSON.readTree(document) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a report that is no JSON", impossible);
    }
  }
}
