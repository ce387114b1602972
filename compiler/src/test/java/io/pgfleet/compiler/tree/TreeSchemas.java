package io.pgfleet.compiler.tree;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.everit.json.schema.Schema;
import org.everit.json.schema.ValidationException;
import org.everit.json.schema.loader.SchemaLoader;
import org.json.JSONObject;
import org.json.JSONTokener;

/** The contract of the tree, as JSON Schema, for tests. */
public final class TreeSchemas {
  private static final String ID = "https://pgfleet.io/schema/tree/";

  private final Schema fleet = load("fleet-manifest");
  private final Schema node = load("node-manifest");
  private final Schema connections = load("connections");
  private final Schema operation = load("operation");

  private TreeSchemas() {}

  public static TreeSchemas of() {
    return new TreeSchemas();
  }

  /** Fails with every violation when a manifest of the tree breaks the contract. */
  public void verify(Tree tree) {
    for (Map.Entry<String, byte[]> file : tree.files().entrySet()) {
      if (file.getKey().equals("manifest.json")) {
        verify(fleet, file);
      } else if (file.getKey().matches("nodes/[^/]+/manifest.json")) {
        verify(node, file);
      } else if (file.getKey().equals("connections.json")) {
        verify(connections, file);
      } else if (file.getKey().startsWith("operations/")) {
        verify(operation, file);
      }
    }
  }

  private static void verify(Schema schema, Map.Entry<String, byte[]> file) {
    try {
      schema.validate(new JSONObject(new String(file.getValue(), StandardCharsets.UTF_8)));
    } catch (ValidationException e) {
      throw new AssertionError(file.getKey() + ": " + e.getAllMessages(), e);
    }
  }

  private static Schema load(String name) {
    Path folder = Path.of(System.getProperty("pgfleet.root"), "schema/tree");
    try {
      return SchemaLoader.builder()
          .schemaJson(json(folder.resolve(name + ".schema.json")))
          .registerSchemaByURI(
              URI.create(ID + "fleet-manifest.schema.json"),
              json(folder.resolve("fleet-manifest.schema.json")))
          .draftV7Support()
          .build()
          .load()
          .build();
    } catch (IOException e) {
      throw new AssertionError("tried to read a schema in " + folder + " but failed", e);
    }
  }

  private static JSONObject json(Path file) throws IOException {
    return new JSONObject(new JSONTokener(Files.readString(file, StandardCharsets.UTF_8)));
  }
}
