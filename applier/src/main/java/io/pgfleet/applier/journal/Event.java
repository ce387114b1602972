package io.pgfleet.applier.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * One thing that happened in a run.
 *
 * @param host empty when it concerns no single machine
 * @param step id; empty when it concerns no step
 * @param text for people; holds no secret
 * @param took how long it took; zero for a beginning
 */
public record Event(
    Instant at, What what, String host, String phase, String step, String text, Duration took) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The closed set of what can happen. */
  public enum What {
    RUN_STARTED,
    STAGED,
    STEP_STARTED,
    STEP_DONE,
    STEP_FAILED,
    LOG,
    /** the values that a service held before ours, as a JSON merge patch */
    KEPT,
    ROLLBACK_STARTED,
    ROLLED_BACK,
    ROLLBACK_FAILED,
    NOTICE,
    RUN_DONE,
    RUN_STOPPED;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** As a JSON object in one line, without a line feed. */
  public String line(String run) {
    ObjectNode json = JSON.createObjectNode();
    json.put("at", at.toString());
    json.put("run", run);
    json.put("event", what.word());
    putUnlessEmpty(json, "host", host);
    putUnlessEmpty(json, "phase", phase);
    putUnlessEmpty(json, "step", step);
    putUnlessEmpty(json, "text", text);
    if (!took.isZero()) {
      json.put("milliseconds", took.toMillis());
    }
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("an event that is no JSON", impossible);
    }
  }

  private static void putUnlessEmpty(ObjectNode json, String name, String value) {
    if (!value.isEmpty()) {
      json.put(name, value);
    }
  }
}
