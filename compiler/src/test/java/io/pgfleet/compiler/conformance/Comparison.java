package io.pgfleet.compiler.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the comparison of one staged tree with the reference found.
 *
 * @param settings the reference's settings by artifact type; units have a type each
 */
record Comparison(SortedMap<String, Integer> settings, List<Difference> differences) {

  static Comparison read(Path json) throws IOException {
    JsonNode root = new ObjectMapper().readTree(json.toFile());
    SortedMap<String, JsonNode> rows = new TreeMap<>();
    SortedMap<String, Integer> settings = new TreeMap<>();
    for (JsonNode row : root.get("rows")) {
      rows.put(row.get("host").asText() + " " + row.get("name").asText(), row);
      settings.merge(type(row), row.get("expected").asInt(), Integer::sum);
    }
    List<Difference> differences = new ArrayList<>();
    for (JsonNode detail : root.get("details")) {
      JsonNode row = rows.get(detail.get("host").asText() + " " + detail.get("name").asText());
      for (String kind : List.of("differing", "missing")) {
        detail.get(kind).forEach(one -> differences.add(difference(row, one)));
      }
    }
    return new Comparison(settings, differences);
  }

  /** Units of different modules are different types here. */
  private static String type(JsonNode row) {
    String type = row.get("type").asText();
    return type.equals("systemd.unit") ? row.get("name").asText() : type;
  }

  private static Difference difference(JsonNode row, JsonNode found) {
    return new Difference(
        row.get("host").asText(),
        row.get("name").asText(),
        type(row),
        !row.get("status").asText().equals("ok"),
        found.get(0).asText(),
        found.get(1).asText());
  }
}
