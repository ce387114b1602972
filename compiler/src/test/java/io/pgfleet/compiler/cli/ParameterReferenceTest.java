package io.pgfleet.compiler.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pgfleet.compiler.Compiler;
import io.pgfleet.compiler.Workspace;
import io.pgfleet.compiler.schema.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The reference of parameters says what the schema says. */
final class ParameterReferenceTest {
  private static final Path ROOT = Path.of(System.getProperty("pgfleet.root"));
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,4} (.+)$");
  private static final Pattern LINK = Pattern.compile("\\]\\(#([^)]+)\\)");
  private static final Pattern BLOCK =
      Pattern.compile("(?s)\n#### `([a-z0-9_]+)`\n.*?```yaml\n(.*?)\n```\n");

  private final Vocabulary vocabulary =
      new Compiler(
              new Workspace(ROOT, ROOT.resolve("inventories"), ROOT.resolve("out")),
              "test",
              Clock.systemUTC())
          .vocabulary();
  private final String text = text();

  private String text() {
    return ParameterReference.of(
        vocabulary.parameters().keySet().stream().map(vocabulary::documentation).toList());
  }

  @Test
  void isTheSameEachTime() {
    assertEquals(text, text());
  }

  @Test
  void namesEveryParameterOnce() {
    List<String> named = new ArrayList<>();
    Pattern.compile("(?m)^###{1,2} `([a-z][a-z0-9_]*)`$")
        .matcher(text)
        .results()
        .forEach(one -> named.add(one.group(1)));
    named.sort(null);
    assertEquals(List.copyOf(vocabulary.parameters().keySet()), named);
  }

  @Test
  void everyLinkLeadsToOneHeading() {
    List<String> anchors = new ArrayList<>();
    HEADING
        .matcher(text.replaceAll("(?s)```.*?```", ""))
        .results()
        .forEach(one -> anchors.add(ParameterReference.anchor(one.group(1).replace("\\", ""))));
    assertEquals(anchors.size(), new TreeSet<>(anchors).size(), "two headings share an anchor");
    List<String> links = LINK.matcher(text).results().map(one -> one.group(1)).toList();
    assertTrue(
        links.size() > vocabulary.parameters().values().stream().filter(one -> one.live()).count());
    TreeSet<String> dangling = new TreeSet<>(links);
    dangling.removeAll(anchors);
    assertEquals(new TreeSet<>(), dangling);
  }

  /** Every default of the schema can be copied out of the text into an inventory. */
  @Test
  void defaultsReadBackAsTheSchemaHasThem() throws IOException {
    Map<String, JsonNode> defaults = defaults();
    int compared = 0;
    for (MatchResult block : BLOCK.matcher(text).results().toList()) {
      String name = block.group(1);
      String value = block.group(2).split("(?m)^# example$")[0];
      if (defaults.get(name) == null || defaults.get(name).isNull() || value.contains("(secret)")) {
        continue;
      }
      Object read = new Load(LoadSettings.builder().build()).loadFromString(value);
      JsonNode shown = new ObjectMapper().valueToTree(read).path(name);
      assertEquals(defaults.get(name), shown, name);
      compared++;
    }
    assertTrue(compared > 300, compared + " defaults");
  }

  private static Map<String, JsonNode> defaults() throws IOException {
    Map<String, JsonNode> defaults = new TreeMap<>();
    try (Stream<Path> files = Files.list(ROOT.resolve("schema/v4.0/params"))) {
      for (Path file : files.toList()) {
        for (Map.Entry<String, JsonNode> one :
            new ObjectMapper().readTree(file.toFile()).path("properties").properties()) {
          defaults.put(one.getKey(), one.getValue().get("default"));
        }
      }
    }
    return defaults;
  }
}
