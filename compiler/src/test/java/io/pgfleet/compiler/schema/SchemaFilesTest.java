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
import java.util.TreeSet;
import org.everit.json.schema.ValidationException;
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

  /** 369 parameters of which five are refused, two of applications, and those of connections. */
  @Test
  void holdsEveryParameter() {
    long connection = live().stream().filter(one -> one.module().equals("connection")).count();
    long application = live().stream().filter(one -> one.module().equals("app")).count();
    long refused =
        vocabulary.parameters().values().stream()
            .filter(one -> !one.live() && one.dead().isEmpty())
            .count();
    assertEquals(369, live().size() - connection - application + refused);
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
  void closesEveryObjectThatListsItsKeys() {
    for (Parameter one : vocabulary.parameters().values()) {
      JSONObject definitions = one.definitions();
      for (String name : definitions.keySet()) {
        JSONObject definition = definitions.getJSONObject(name);
        boolean open = name.equals("pgbackrest-repo") || !definition.has("properties");
        assertTrue(
            open || Boolean.FALSE.equals(definition.get("additionalProperties")),
            name + " takes any key");
      }
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
