package io.pgfleet.compiler.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.everit.json.schema.Schema;
import org.everit.json.schema.ValidationException;
import org.everit.json.schema.loader.SchemaLoader;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files beside an inventory are what their schemas say. */
final class FilesSchemaTest {
  private static final Path ROOT = Path.of(System.getProperty("pgfleet.root"));
  private static final String SOURCES =
      """
      recipients: [ssh-ed25519 AAAA jane]
      secrets:
        identity: ~/key.txt
        sources:
          - { prefix: app/, environment: APP_ }
          - { command: [pass, show, "prod/{name}"], timeout: 5 }
          - { prefix: kv/, vault: { address: "https://vault.example.com", path: prod } }
      """;

  @TempDir Path scratch;

  @Test
  void anIndexIs() throws IOException {
    ProdEnvironment prod =
        new ProdEnvironment(scratch, ROOT.resolve("inventories/sandbox/inventory.yml"));
    prod.write(
        "env.yml",
        prod.read("env.yml")
            + "secrets: { sources: [{ prefix: pgbackrest_repo/, environment: X_ }] }\n");
    assertEquals(0, prod.secrets("seal", "--generate"), prod.talk());

    schema("secrets-index").validate(json(prod.read("secrets.index.yml")));
    schema("environment").validate(json(prod.read("env.yml")));
  }

  @Test
  void anEnvironmentIs() throws IOException {
    Schema schema = schema("environment");
    assertDoesNotThrow(() -> schema.validate(json(SOURCES)));
    schema.validate(json(Files.readString(ROOT.resolve("inventories/sandbox/env.yml"))));
    for (String wrong :
        List.of(
            "recipients: [jane]",
            "secrets: { sources: [{ prefix: x }] }",
            "secrets: { sources: [{ environment: X_, command: [x] }] }",
            "secrets: { sources: [{ vault: { path: x } }] }",
            "secret: {}")) {
      assertThrows(ValidationException.class, () -> schema.validate(json(wrong)), wrong);
    }
  }

  private static JSONObject json(String yaml) throws IOException {
    Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return new JSONObject(new ObjectMapper().writeValueAsString(document));
  }

  private static Schema schema(String name) throws IOException {
    Path file = ROOT.resolve("schema/tree/" + name + ".schema.json");
    return SchemaLoader.builder()
        .draftV7Support()
        .schemaJson(new JSONObject(Files.readString(file)))
        .build()
        .load()
        .build();
  }
}
