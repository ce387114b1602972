package io.pgfleet.applier.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The record's form on a machine: one JSON object with a format version. */
public final class RecordFormat {
  private static final int VERSION = 1;
  private static final List<String> PARTS = List.of("standing", "belongings");
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
          .setDefaultPropertyInclusion(JsonInclude.Include.NON_EMPTY);

  private RecordFormat() {}

  /**
   * @throws PlanException when it is not a record of a known version
   */
  public static Recorded read(String host, byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(bytes);
      if (json.path("formatVersion").asInt() != VERSION) {
        throw unreadable(host, "format version '" + json.path("formatVersion").asText() + "'");
      }
      return JSON.treeToValue(parted(filled(json)), Recorded.class);
    } catch (IOException broken) {
      throw unreadable(host, "no JSON");
    }
  }

  public static byte[] write(Recorded recorded) {
    ObjectNode json = JSON.valueToTree(recorded);
    PARTS.forEach(part -> json.setAll((ObjectNode) json.remove(part)));
    json.put("formatVersion", VERSION);
    try {
      return (JSON.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a record that is no JSON", impossible);
    }
  }

  /** The document is flat; each part takes what it knows. */
  private static JsonNode parted(JsonNode json) {
    ObjectNode parted = JSON.createObjectNode();
    parted.setAll((ObjectNode) json);
    PARTS.forEach(part -> parted.set(part, json));
    return parted;
  }

  private static JsonNode filled(JsonNode json) {
    fillHeld(json.path("entries"));
    fillHeld(json.path("intended"));
    fillMarks(json.path("steps"));
    for (JsonNode group : json.path("groups")) {
      fillMarks(group.path("steps"));
    }
    fill((ObjectNode) json, "commit", "environment");
    return json;
  }

  private static void fillHeld(JsonNode entries) {
    for (JsonNode held : entries) {
      fill((ObjectNode) held, "kind", "hmac", "owner", "group", "mode", "target", "step");
    }
  }

  private static void fillMarks(JsonNode marks) {
    for (JsonNode mark : marks) {
      fill((ObjectNode) mark, "digest", "restartDigest", "reloadDigest", "at");
    }
  }

  private static void fill(ObjectNode object, String... names) {
    for (String name : names) {
      if (!object.has(name)) {
        object.put(name, "");
      }
    }
  }

  private static PlanException unreadable(String host, String what) {
    return new PlanException(
        "the record on "
            + host
            + " cannot be read ("
            + what
            + "); use the version of this program that wrote it");
  }
}
