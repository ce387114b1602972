package io.pgfleet.compiler.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The manifests of a tree, as far as a difference needs them. */
final class Manifests {
  private static final String OPERATIONS = "operations/";

  private final ObjectMapper mapper = new ObjectMapper();
  private final SortedMap<String, byte[]> files;
  private final JsonNode top;

  /** A step and its phase. */
  record PhasedStep(String phase, JsonNode step) {
    String id() {
      return step.path("id").asText();
    }
  }

  Manifests(SortedMap<String, byte[]> files) {
    this.files = files;
    this.top = read("manifest.json");
  }

  boolean isEmpty() {
    return top.isEmpty();
  }

  /** By host: each entry's name, and its description, which differs when the entry does. */
  SortedMap<String, SortedMap<String, String>> entriesByHost() {
    SortedMap<String, SortedMap<String, String>> hosts = new TreeMap<>();
    top.path("nodes").fieldNames().forEachRemaining(host -> hosts.put(host, entries(host)));
    return hosts;
  }

  private SortedMap<String, String> entries(String host) {
    SortedMap<String, String> entries = new TreeMap<>();
    for (JsonNode entry : read("nodes/" + host + "/manifest.json").path("entries")) {
      String id = entry.path("id").asText();
      String name = entry.path("path").asText() + (id.isEmpty() ? "" : "#" + id);
      entries.put(name, entry.toString());
    }
    return entries;
  }

  /** By group: each payload's path, and its digest. */
  SortedMap<String, SortedMap<String, String>> payloadsByGroup() {
    SortedMap<String, SortedMap<String, String>> groups = new TreeMap<>();
    top.path("groups")
        .properties()
        .forEach(
            group -> {
              SortedMap<String, String> payloads = new TreeMap<>();
              group
                  .getValue()
                  .path("files")
                  .properties()
                  .forEach(one -> payloads.put(one.getKey(), one.getValue().asText()));
              groups.put(group.getKey(), payloads);
            });
    return groups;
  }

  /** By operation: each target, what is done there, and what forbids it. */
  SortedMap<String, SortedMap<String, String>> targetsByOperation() {
    SortedMap<String, SortedMap<String, String>> operations = new TreeMap<>();
    for (String path : files.keySet()) {
      if (path.startsWith(OPERATIONS) && path.endsWith(".json")) {
        JsonNode operation = read(path);
        SortedMap<String, String> targets = new TreeMap<>();
        operation.path("targets").properties().forEach(one -> target(operation, one, targets));
        operations.put("operation " + operation.path("name").asText(), targets);
      }
    }
    return operations;
  }

  private static void target(
      JsonNode operation, Map.Entry<String, JsonNode> target, SortedMap<String, String> into) {
    String how = operation.path("what").toString() + operation.path("arguments");
    into.put(target.getKey(), how + target.getValue().path("steps"));
    JsonNode safeguard = target.getValue().path("safeguard");
    if (safeguard.path("on").asBoolean()) {
      String name = safeguard.path("parameter").asText();
      into.put(target.getKey() + ", forbidden by " + name, "");
    }
  }

  /** All steps in order. */
  List<PhasedStep> steps() {
    List<PhasedStep> steps = new ArrayList<>();
    for (JsonNode phase : top.path("phases")) {
      phase
          .path("steps")
          .forEach(step -> steps.add(new PhasedStep(phase.path("name").asText(), step)));
    }
    return steps;
  }

  private JsonNode read(String path) {
    byte[] content = files.get(path);
    try {
      return content == null ? mapper.createObjectNode() : mapper.readTree(content);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read " + path + " of a tree but failed", e);
    }
  }
}
