package io.pgfleet.compiler.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.SandboxFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The first line of an inventory tells editors which schema it has. */
final class ModelineTest {
  private static final Path ROOT = SandboxFleet.root();
  private static final String HEAD = "# yaml-language-server: $schema=";

  @Test
  void standsInEveryInventoryThatIsShipped() throws IOException {
    List<String> wrong = new ArrayList<>();
    int seen = 0;
    for (String folder : List.of("inventories", "compiler/src/test/golden")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder), 4)) {
        for (Path file : files.filter(ModelineTest::isInventory).sorted().toList()) {
          seen++;
          String first = Files.readAllLines(file).get(0);
          if (!first.equals(HEAD + schema(file))) {
            wrong.add(ROOT.relativize(file) + " should begin with " + HEAD + schema(file));
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(seen >= 4, seen + " inventories");
  }

  private static boolean isInventory(Path file) {
    boolean yaml = file.getFileName().toString().matches(".*\\.ya?ml");
    return (yaml && isVariables(file))
        || file.getFileName().toString().matches("(inventory|hosts)\\.yml");
  }

  private static boolean isVariables(Path file) {
    return file.toString().matches(".*/(group_vars|host_vars)/.*");
  }

  /** The path from the file to its schema. */
  private static String schema(Path file) {
    String name = isVariables(file) ? "vars" : "inventory";
    Path schema = ROOT.resolve("schema/v4.0/" + name + ".schema.json");
    assertTrue(Files.exists(schema), schema.toString());
    return file.getParent().relativize(schema).toString();
  }
}
