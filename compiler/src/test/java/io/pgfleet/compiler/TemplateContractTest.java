package io.pgfleet.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.migration.MigrationKit;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Module;
import io.pgfleet.compiler.render.TemplateContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Templates and the views of all modules, held against each other. */
final class TemplateContractTest {
  private static final Path TEMPLATES = Path.of(System.getProperty("pgfleet.root"), "templates");
  private static final Pattern TAG = Pattern.compile("\\{\\{[^{}]*}}");

  @Test
  void everyTagIsAComponentAndEveryComponentIsPrinted() {
    TemplateContract contract = new TemplateContract(TEMPLATES);
    int rendered = 0;
    for (ArtifactType type : types()) {
      if (type.rendered()) {
        contract.check(type.template(), type.view());
        rendered++;
      }
    }
    assertEquals(List.of(), contract.problems());
    assertTrue(rendered > 0, "no module has a template");
  }

  @Test
  void everyTemplateBelongsToAType() throws IOException {
    Set<String> unused = new TreeSet<>(templates());
    types().forEach(type -> unused.remove(type.template()));
    partials().forEach(unused::remove);
    assertEquals(Set.of(), unused);
  }

  @Test
  void copiedFilesHoldNoTagsAndTemplatesNoUnescapedOnes() throws IOException {
    List<String> found = new ArrayList<>();
    for (String template : templates()) {
      String text = Files.readString(TEMPLATES.resolve(template));
      boolean rendered = template.endsWith(".mustache");
      if (rendered ? text.contains("{{{") || text.contains("{{&") : TAG.matcher(text).find()) {
        found.add(template);
      }
    }
    assertEquals(List.of(), found);
  }

  @Test
  void everyRowStandsOnceAndSaysWhichProgramAcceptedIt() {
    Set<String> names = new TreeSet<>();
    for (ArtifactType type : types()) {
      String row = type.name() + " " + type.template();
      assertTrue(names.add(row), row + " stands twice");
      assertTrue(!type.acceptedBy().isBlank(), type.name() + " says not who accepts it");
    }
  }

  @Test
  void namesBeginWithTheirModule() {
    for (Module module : Modules.ALL) {
      for (ArtifactType type : module.types()) {
        assertTrue(type.name().startsWith(module.name() + "."), type.name());
      }
    }
  }

  private static List<ArtifactType> types() {
    return Stream.concat(
            Modules.ALL.stream().flatMap(module -> module.types().stream()),
            MigrationKit.types().stream())
        .toList();
  }

  private static List<String> templates() throws IOException {
    try (Stream<Path> files = Files.walk(TEMPLATES)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> TEMPLATES.relativize(file).toString())
          .toList();
    }
  }

  private static List<String> partials() throws IOException {
    List<String> partials = new ArrayList<>();
    for (String template : templates()) {
      Matcher tag =
          Pattern.compile("\\{\\{>\\s*([^}\\s]+)\\s*}}")
              .matcher(Files.readString(TEMPLATES.resolve(template)));
      while (tag.find()) {
        partials.add(
            Path.of(template).resolveSibling(tag.group(1) + ".mustache").normalize().toString());
      }
    }
    return partials;
  }
}
