package io.pgfleet.compiler.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgfleet.compiler.SandboxFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;

/** The schema's objects against the reference's tables of fields, when they are there. */
final class ReferenceObjectsTest {
  private static final Path ROOT = SandboxFleet.root();
  private static final Path TABLES =
      ROOT.resolve("../shared/reference/object-types.md").normalize();

  /** Headings of tables, and the definition that has their fields. */
  private static final Map<String, String> HEADINGS =
      new TreeMap<>(
          Map.of(
              "### 1.1", "user",
              "### 1.2", "database",
              "### 1.3", "service",
              "### 1.4", "hba",
              "### 1.8", "pitr",
              "### 2.4", "haproxy-service",
              "### 3.1", "portal-entry"));

  /** What the reference says in a sentence. */
  private static final Map<String, List<String>> SENTENCES =
      new TreeMap<>(
          Map.of(
              "role-grant", List.of("name", "state", "admin", "set", "inherit"),
              "schema-item", List.of("name", "owner", "state"),
              "extension-item", List.of("name", "schema", "version", "state"),
              "haproxy-server", List.of("name", "ip", "port", "backup", "weight", "options"),
              "upstream",
                  List.of(
                      "name",
                      "description",
                      "module",
                      "releases",
                      "arch",
                      "baseurl",
                      "meta",
                      "minor"),
              "card", List.of("name", "url", "desc", "icon", "name_cn", "desc_cn"),
              "bucket", List.of("name", "versioning", "lock"),
              "minio-user", List.of("access_key", "secret_key", "policy"),
              "sentinel-master", List.of("name", "host", "port", "quorum", "password", "remove"),
              "juice-instance",
                  List.of(
                      "path", "meta", "data", "unit", "mount", "port", "owner", "group", "mode",
                      "state")));

  private final Map<String, Set<String>> fields = new TreeMap<>();

  ReferenceObjectsTest() {
    for (Parameter one : Vocabulary.read(ROOT.resolve("schema/v4.0")).parameters().values()) {
      JSONObject definitions = one.definitions();
      definitions
          .keySet()
          .forEach(name -> fields.put(name, fields(definitions.get(name), new TreeSet<>())));
    }
  }

  private static Set<String> fields(Object definition, Set<String> found) {
    if (definition instanceof JSONArray array) {
      array.forEach(one -> fields(one, found));
    }
    if (definition instanceof JSONObject object) {
      if (object.has("properties")) {
        found.addAll(object.getJSONObject("properties").keySet());
      }
      if (object.has("anyOf")) {
        fields(object.get("anyOf"), found);
      }
    }
    return found;
  }

  @Test
  void haveEveryFieldOfTheTables() throws IOException {
    assumeTrue(Files.exists(TABLES), "the reference's tables of fields are not at " + TABLES);
    List<String> missing = new ArrayList<>();
    String definition = "";
    boolean inside = false;
    int seen = 0;
    for (String line : Files.readAllLines(TABLES)) {
      if (line.startsWith("#")) {
        definition = HEADINGS.getOrDefault(line.split(" `")[0], "");
      }
      inside = line.startsWith("| field |") || (inside && line.startsWith("|"));
      if (inside && !definition.isEmpty()) {
        List<String> names = names(line);
        seen += names.size();
        Set<String> known = fields.get(definition);
        names.stream().filter(one -> !known.contains(one)).forEach(missing::add);
      }
    }
    assertEquals(List.of(), missing);
    assertTrue(seen > 90, seen + " fields");
  }

  /** The fields of a row; a few share one, and what the reference ignores is none. */
  private static List<String> names(String line) {
    String cell = line.split("\\|")[1];
    return line.contains("not supported") || line.startsWith("| field |")
        ? List.of()
        : Stream.of(cell.split("[,/]"))
            .map(String::trim)
            .filter(one -> !one.startsWith("-"))
            .toList();
  }

  @Test
  void haveEveryFieldThatItNamesInASentence() {
    SENTENCES.forEach(
        (definition, names) ->
            assertTrue(fields.get(definition).containsAll(names), definition + " lacks a field"));
  }
}
