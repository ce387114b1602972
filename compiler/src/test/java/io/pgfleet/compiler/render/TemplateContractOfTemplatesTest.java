package io.pgfleet.compiler.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TemplateContractOfTemplatesTest {
  @TempDir Path templates;

  record Item(String name) {}

  record View(String text, boolean flag, List<Item> items, Optional<String> note) {}

  private static final String ALL =
      "{{text}}{{#flag}}{{text}}{{/flag}}{{#items}}{{name}}{{text}}{{/items}}{{^items}}-{{/items}}"
          + "{{#note}}{{.}}{{/note}}";

  @Test
  void acceptsATemplateThatPrintsEveryComponent() throws IOException {
    assertEquals(List.of(), problems(ALL));
  }

  @Test
  void findsAMisspeltTagInABranchThatIsNotTaken() throws IOException {
    String expected = "t.mustache: 'nam' is no component of [class " + View.class.getName();
    List<String> problems = problems(ALL + "{{#flag}}{{#items}}{{nam}}{{/items}}{{/flag}}");
    assertEquals(1, problems.size());
    assertEquals(expected, problems.get(0).substring(0, expected.length()));
  }

  @Test
  void findsAComponentThatIsNotPrinted() throws IOException {
    assertEquals(
        List.of(View.class.getName() + ".note is never printed"),
        problems(ALL.replace("{{#note}}{{.}}{{/note}}", "")));
  }

  @Test
  void findsWhatIsPrintedOrRepeatedInTheWrongWay() throws IOException {
    assertEquals(
        List.of(
            "t.mustache: 'note' can't be printed",
            "t.mustache: 'text' is no boolean, list, optional or record"),
        problems(ALL + "{{note}}{{#text}}x{{/text}}"));
  }

  @Test
  void looksIntoPartials() throws IOException {
    Files.writeString(templates.resolve("part.mustache"), "{{text}}{{nope}}\n");
    assertEquals(1, problems(ALL + "\n{{>part}}\n").size());
  }

  private List<String> problems(String template) throws IOException {
    Files.writeString(templates.resolve("t.mustache"), template);
    TemplateContract contract = new TemplateContract(templates);
    contract.check("t.mustache", View.class);
    return contract.problems();
  }
}
