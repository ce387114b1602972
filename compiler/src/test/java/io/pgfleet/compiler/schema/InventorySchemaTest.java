package io.pgfleet.compiler.schema;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgfleet.compiler.SandboxFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.everit.json.schema.Schema;
import org.everit.json.schema.ValidationException;
import org.everit.json.schema.loader.SchemaLoader;
import org.json.JSONArray;
import org.json.JSONObject;
import org.json.JSONTokener;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The schema that editors read accepts and refuses what the compiler does. */
final class InventorySchemaTest {
  private final Schema schema;

  InventorySchemaTest() throws IOException {
    Path file = SandboxFleet.root().resolve("schema/v4.0/inventory.schema.json");
    schema =
        SchemaLoader.builder()
            .draftV7Support()
            .resolutionScope(file.toUri())
            .schemaJson(new JSONObject(new JSONTokener(Files.readString(file))))
            .build()
            .load()
            .build();
  }

  private static Object json(String text) {
    LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
    return json(new Load(settings).loadFromString(text));
  }

  private static Object json(Object value) {
    if (value instanceof Map<?, ?> map) {
      JSONObject object = new JSONObject();
      map.forEach((key, one) -> object.put(key.toString(), json(one)));
      return object;
    }
    if (value instanceof List<?> list) {
      return new JSONArray(list.stream().map(InventorySchemaTest::json).toList());
    }
    return value == null ? JSONObject.NULL : value;
  }

  @Test
  void acceptsTheSandbox() throws IOException {
    Path file = SandboxFleet.root().resolve("inventories/sandbox/inventory.yml");
    schema.validate(json(Files.readString(file)));
  }

  @Test
  void refusesAnUnknownParameterAtEveryLevel() {
    for (String text :
        List.of(
            "all: { vars: { pg_prot: 1 } }",
            "all: { hosts: { 10.10.10.10: { pg_prot: 1 } } }",
            "all: { children: { g: { vars: { pg_prot: 1 } } } }",
            "all: { vars: { pg_port: none } }",
            "all: { childs: { } }",
            "all: { hosts: { db-1: } }")) {
      assertThrows(ValidationException.class, () -> schema.validate(json(text)), text);
    }
  }

  @Test
  void acceptsTheInventoriesOfTheReference() throws IOException {
    Path shared = SandboxFleet.root().resolve("../shared/conformance").normalize();
    assumeTrue(Files.isDirectory(shared), "no conformance data beside the checkout, at " + shared);
    int accepted = 0;
    try (Stream<Path> folders = Files.list(shared)) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        Path inventory = folder.resolve("inventory.yml");
        if (Files.exists(inventory)) {
          schema.validate(json(Files.readString(inventory)));
          accepted++;
        }
      }
    }
    assertTrue(accepted >= 9, accepted + " inventories");
  }
}
