package io.pgfleet.applier.confidential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The places of an inventory that take a secret, as the schema marks them. */
final class SecretParameters {
  private static final Path SCHEMA =
      Path.of(System.getProperty("pgfleet.root"), "schema/v4.0/params");
  private static final String MARK = "x-secret";
  private static final String ANY = "*";

  private final SortedSet<String> places = new TreeSet<>();

  private SecretParameters() {}

  /**
   * A parameter, or a field inside one after a dot, or {@code *} where every field is one; such as
   * {@code pg_users.password}.
   */
  static SortedSet<String> places() throws IOException {
    SecretParameters all = new SecretParameters();
    try (Stream<Path> files = Files.list(SCHEMA)) {
      for (Path file : files.sorted().toList()) {
        JsonNode schema = new ObjectMapper().readTree(file.toFile());
        for (Map.Entry<String, JsonNode> one : schema.path("properties").properties()) {
          all.find(one.getKey(), one.getValue(), schema);
        }
      }
    }
    return all.places;
  }

  private void find(String place, JsonNode node, JsonNode schema) {
    if (node.path(MARK).asBoolean()) {
      places.add(place);
    }
    for (Map.Entry<String, JsonNode> one : node.properties()) {
      switch (one.getKey()) {
        case "$ref" -> find(place, schema.at(one.getValue().asText().substring(1)), schema);
        case "properties" ->
            one.getValue()
                .properties()
                .forEach(field -> find(inside(place, field.getKey()), field.getValue(), schema));
        case "additionalProperties" -> find(everyOf(place, one.getValue()), one.getValue(), schema);
        case "items" -> find(place, one.getValue(), schema);
        case "anyOf", "oneOf", "allOf" ->
            one.getValue().forEach(choice -> find(place, choice, schema));
        default -> {}
      }
    }
  }

  private static String inside(String place, String field) {
    return place.replaceFirst("\\..*", "") + "." + field;
  }

  private static String everyOf(String place, JsonNode every) {
    return every.path(MARK).asBoolean() ? inside(place, ANY) : place;
  }

  /** The values that stand at a place, wherever in an inventory. */
  static List<String> values(Object inventory, String place) {
    List<String> values = new ArrayList<>();
    String[] names = place.split("\\.");
    for (Object parameter : named(inventory, names[0])) {
      List<Object> found = names.length == 1 ? List.of(parameter) : named(parameter, names[1]);
      found.stream().filter(String.class::isInstance).forEach(one -> values.add((String) one));
    }
    return values;
  }

  private static List<Object> named(Object document, String name) {
    List<Object> found = new ArrayList<>();
    if (document instanceof List<?> list) {
      list.forEach(one -> found.addAll(named(one, name)));
    } else if (document instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (key.equals(name) || name.equals(ANY)) {
              found.add(value);
            } else {
              found.addAll(named(value, name));
            }
          });
    }
    return found;
  }
}
