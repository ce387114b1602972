package io.pgfleet.compiler.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.SandboxFleet;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.inventory.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.everit.json.schema.ValidationException;
import org.json.JSONArray;
import org.json.JSONObject;
import org.json.JSONTokener;
import org.junit.jupiter.api.Test;

/** The schema's own files are whole. */
final class SchemaFilesTest {
  private static final Path DIRECTORY = SandboxFleet.root().resolve("schema/v4.0");

  private final Vocabulary vocabulary = Vocabulary.read(DIRECTORY);

  private List<Parameter> live() {
    return vocabulary.parameters().values().stream().filter(Parameter::live).toList();
  }

  /**
   * 369 parameters of which five are refused, our own, two of applications, those of connections
   * and of versions before.
   */
  @Test
  void holdsEveryParameter() {
    long connection = live().stream().filter(one -> one.module().equals("connection")).count();
    long application = live().stream().filter(one -> one.module().equals("app")).count();
    long refused =
        vocabulary.parameters().values().stream()
            .filter(one -> !one.live() && one.dead().isEmpty())
            .filter(one -> !one.module().equals("former"))
            .count();
    long own = live().stream().filter(one -> one.definition().optBoolean("x-own")).count();
    assertEquals(369, live().size() - own - connection - application + refused);
    assertEquals(5, refused);
  }

  @Test
  void documentsEveryParameter() {
    for (Parameter one : live()) {
      assertTrue(one.description().length() > 10, one.name() + " has no description");
      assertTrue(one.description().endsWith("."), one.name() + " has half a description");
      for (String key : List.of("default", "examples", "x-level", "x-section", "x-reader")) {
        assertTrue(one.definition().has(key), one.name() + " lacks " + key);
      }
    }
  }

  @Test
  void acceptsItsOwnDefaultsAndExamples() {
    List<String> refused = new ArrayList<>();
    for (Parameter one : live()) {
      Object example = one.definition().getJSONArray("examples").get(0);
      accept(one, example, refused);
      if (!JSONObject.NULL.equals(one.definition().get("default"))) {
        accept(one, one.definition().get("default"), refused);
      }
    }
    assertEquals(List.of(), refused);
  }

  private static void accept(Parameter one, Object json, List<String> refused) {
    Diagnostics diagnostics = new Diagnostics();
    Value value = JsonValues.fromJson(json, Origin.ofFile("example"));
    Value canonical = new Canonical(one.definitions(), diagnostics).of(one.definition(), value);
    try {
      one.schema().validate(JsonValues.toJson(canonical));
    } catch (ValidationException e) {
      refused.add(one.name() + ": " + e.getAllMessages());
    }
    diagnostics.sorted().forEach(found -> refused.add(one.name() + ": " + found));
  }

  /** Editors read this file, the compiler reads the others: they must not drift apart. */
  @Test
  void offersEditorsTheSameParameters() throws IOException {
    JSONObject inventory =
        new JSONObject(
            new JSONTokener(Files.readString(DIRECTORY.resolve("inventory.schema.json"))));
    JSONObject properties =
        inventory
            .getJSONObject("definitions")
            .getJSONObject("parameters")
            .getJSONObject("properties");
    assertEquals(vocabulary.parameters().keySet(), new TreeSet<>(properties.keySet()));
    for (Parameter one : vocabulary.parameters().values()) {
      assertEquals(
          "params/" + one.module() + ".schema.json#/properties/" + one.name(),
          properties.getJSONObject(one.name()).getString("$ref"));
    }
  }

  @Test
  void showsWithItsExamplesWhatItsDefaultsDoNot() {
    assertEquals(
        List.of(),
        live().stream()
            .filter(one -> one.definition().getJSONArray("examples").similar(defaults(one)))
            .map(Parameter::name)
            .toList());
  }

  private static JSONArray defaults(Parameter one) {
    return new JSONArray(List.of(one.definition().get("default")));
  }

  /** Other programs decide which options a repository and an instance of Redis take. */
  @Test
  void closesEveryObjectThatListsItsKeys() {
    Set<String> open = new TreeSet<>();
    for (Parameter one : vocabulary.parameters().values()) {
      JSONObject definitions = one.definitions();
      definitions.keySet().forEach(name -> open(name, definitions.get(name), open));
      open(one.name(), one.definition(), open);
    }
    assertEquals(Set.of("pgbackrest-repo", "redis-instance"), open);
  }

  private static void open(String where, Object json, Set<String> found) {
    if (json instanceof JSONArray array) {
      array.forEach(one -> open(where, one, found));
    }
    if (json instanceof JSONObject object) {
      boolean lists = "object".equals(object.opt("type")) || object.has("properties");
      boolean closed =
          Boolean.FALSE.equals(object.opt("additionalProperties"))
              || (!object.has("properties") && object.has("additionalProperties"));
      if (lists && !closed) {
        found.add(where);
      }
      object.keySet().stream()
          .filter(key -> !key.equals("default") && !key.equals("examples"))
          .forEach(key -> open(where, object.get(key), found));
    }
  }

  /** A pattern is for programs; people read words. */
  @Test
  void saysInWordsWhatAPatternWants() {
    Set<String> silent = new TreeSet<>();
    for (Parameter one : live()) {
      silent(one.name(), one.definition(), silent);
      one.definitions().keySet().forEach(name -> silent(name, one.definitions().get(name), silent));
    }
    assertEquals(Set.of(), silent);
  }

  private static void silent(String where, Object json, Set<String> found) {
    if (json instanceof JSONArray array) {
      array.forEach(one -> silent(where, one, found));
    }
    if (json instanceof JSONObject object) {
      if (object.opt("pattern") instanceof String && !object.has("x-words")) {
        found.add(where);
      }
      object.keySet().forEach(key -> silent(where, object.get(key), found));
    }
  }

  @Test
  void marksPasswordsAsSecrets() {
    for (Parameter one : live()) {
      if (one.name().matches(".*_(password|pass|secret_key|pgurl)")) {
        assertTrue(one.secret(), one.name() + " is no secret");
      }
    }
    assertFalse(vocabulary.parameters().get("pg_port").secret());
  }
}
