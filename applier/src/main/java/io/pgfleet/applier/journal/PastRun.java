package io.pgfleet.applier.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A run as history tells it.
 *
 * @param commit that was applied, as it was recorded
 * @param at when it ended, ISO-8601 in UTC
 * @param result such as done or rolled-back; unknown when it was killed
 * @param steps that acted, in order; none where no machine could be asked
 */
public record PastRun(
    String run,
    String environment,
    String commit,
    String who,
    String at,
    List<String> hosts,
    String result,
    long milliseconds,
    List<PastStep> steps) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TAKEN_AWAY = "taken-away";

  public PastRun {
    hosts = List.copyOf(hosts);
    steps = List.copyOf(steps);
  }

  /** A step that acted on a machine. */
  public record PastStep(String host, String step, long milliseconds) {}

  /** A run that just ended. */
  public static PastRun of(RunResult result, Commission commission, Instant now) {
    return new PastRun(
        result.run(),
        commission.environment(),
        commission.commit(),
        commission.who(),
        now.truncatedTo(ChronoUnit.SECONDS).toString(),
        commission.hosts(),
        result.status().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        result.took().toMillis(),
        List.of());
  }

  /** A host that left the inventory was taken away, or is lost. */
  public static PastRun takenAway(String run, Commission commission, Instant now) {
    return new PastRun(
        run,
        commission.environment(),
        commission.commit(),
        commission.who(),
        now.truncatedTo(ChronoUnit.SECONDS).toString(),
        commission.hosts(),
        TAKEN_AWAY,
        0,
        List.of());
  }

  /** Whether a host was taken away by it. */
  public boolean tookAway(String host) {
    return result.equals(TAKEN_AWAY) && hosts.contains(host);
  }

  /** Who wanted what to be applied where. */
  public record Commission(String environment, String commit, String who, List<String> hosts) {}

  public PastRun with(List<PastStep> newSteps) {
    return new PastRun(run, environment, commit, who, at, hosts, result, milliseconds, newSteps);
  }

  /** As one line of a git note; the steps are in the journals on the machines. */
  public String line() {
    ObjectNode json = JSON.createObjectNode();
    json.put("run", run).put("environment", environment).put("commit", commit).put("who", who);
    json.put("at", at).put("result", result).put("milliseconds", milliseconds);
    hosts.forEach(json.putArray("hosts")::add);
    return json.toString();
  }

  /** Reads such a line; empty when it is something else. */
  public static Optional<PastRun> read(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      List<String> hosts = new ArrayList<>();
      json.path("hosts").forEach(host -> hosts.add(host.asText()));
      return json.path("run").isTextual()
          ? Optional.of(
              new PastRun(
                  json.path("run").asText(),
                  json.path("environment").asText(),
                  json.path("commit").asText(),
                  json.path("who").asText(),
                  json.path("at").asText(),
                  hosts,
                  json.path("result").asText(),
                  json.path("milliseconds").asLong(),
                  List.of()))
          : Optional.empty();
    } catch (JsonProcessingException broken) {
      return Optional.empty();
    }
  }
}
