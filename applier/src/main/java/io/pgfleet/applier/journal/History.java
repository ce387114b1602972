package io.pgfleet.applier.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What runs did to an environment, from the notes at commits and the journals on machines. */
public final class History {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String environment;
  private final SortedMap<String, PastRun> noted = new TreeMap<>();
  private final SortedMap<String, List<JsonNode>> journals = new TreeMap<>();

  public History(String environment) {
    this.environment = environment;
  }

  /** Takes in a line of a note. */
  public void note(String line) {
    PastRun.read(line)
        .filter(run -> run.environment().equals(environment))
        .ifPresent(run -> noted.put(run.run(), run));
  }

  /** Takes in the lines of a machine's journals. */
  public void journal(Collection<String> lines) {
    for (String line : lines) {
      try {
        JsonNode event = JSON.readTree(line);
        if (event.path("run").isTextual()) {
          journals.computeIfAbsent(event.path("run").asText(), r -> new ArrayList<>()).add(event);
        }
      } catch (JsonProcessingException cutOff) {
        // a machine that lost its power while it wrote the line
        continue;
      }
    }
  }

  /** The latest runs, the newest first. */
  public List<PastRun> latest(int most) {
    Set<String> names = new LinkedHashSet<>(noted.keySet());
    names.addAll(journals.keySet());
    return names.stream()
        .sorted(Comparator.reverseOrder())
        .limit(most)
        .map(name -> run(name).with(steps(name)))
        .toList();
  }

  /** A run without a note was killed, or began where there is no git. */
  private PastRun run(String name) {
    return Optional.ofNullable(noted.get(name)).orElseGet(() -> guessed(name));
  }

  private PastRun guessed(String name) {
    List<JsonNode> events = journals.get(name);
    Set<String> hosts = new LinkedHashSet<>();
    String commit = "";
    String who = "";
    String result = "unknown";
    for (JsonNode event : events) {
      if (event.has("host")) {
        hosts.add(event.path("host").asText());
      }
      switch (event.path("event").asText()) {
        case "run-started" -> {
          String[] words = event.path("text").asText().split(" by | at ");
          commit = words.length == 3 ? words[1] : "";
          who = words.length == 3 ? words[2] : "";
        }
        case "run-done" -> result = "done";
        case "rolled-back" -> result = "rolled-back";
        default -> {}
      }
    }
    String at = events.get(events.size() - 1).path("at").asText();
    return new PastRun(
        name, environment, commit, who, at, List.copyOf(hosts), result, 0, List.of());
  }

  private List<PastRun.PastStep> steps(String name) {
    return journals.getOrDefault(name, List.of()).stream()
        .filter(event -> event.path("event").asText().equals("step-done"))
        .sorted(Comparator.comparing(event -> event.path("at").asText()))
        .map(
            event ->
                new PastRun.PastStep(
                    event.path("host").asText(),
                    event.path("step").asText(),
                    event.path("milliseconds").asLong()))
        .toList();
  }
}
