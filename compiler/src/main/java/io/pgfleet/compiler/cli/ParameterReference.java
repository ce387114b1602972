package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.inventory.Value;
import io.pgfleet.compiler.schema.Documentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The reference of all parameters as Markdown; every heading is an anchor of GitHub's kind. */
final class ParameterReference {
  private static final String GONE = "Names without a meaning";

  private final SortedMap<String, List<Documentation>> modules = new TreeMap<>();
  private final List<Documentation> gone = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  private ParameterReference(List<Documentation> parameters) {
    for (Documentation one : parameters) {
      if (one.gone().isEmpty()) {
        modules.computeIfAbsent(one.module(), module -> new ArrayList<>()).add(one);
      } else {
        gone.add(one);
      }
    }
  }

  /** The document; the parameters of a section stand in the given order. */
  static String of(List<Documentation> parameters) {
    return new ParameterReference(parameters).document();
  }

  private String document() {
    line("# Parameters");
    line("");
    line("Written by `compile docs` from the schema; change the schema and not this text.");
    line("");
    contents();
    modules.values().forEach(this::module);
    if (!gone.isEmpty()) {
      heading("## ", GONE);
      gone.forEach(this::gone);
    }
    return text.toString();
  }

  private void contents() {
    modules.forEach(
        (module, parameters) -> {
          String title = parameters.get(0).moduleTitle();
          line("- [" + plain(title) + "](#" + anchor(title) + ") (" + parameters.size() + ")");
          for (Map.Entry<String, List<Documentation>> one : sections(parameters).entrySet()) {
            String section = title(one.getKey());
            line("  - [" + section + "](#" + anchor(section) + "): " + links(one));
          }
        });
    if (!gone.isEmpty()) {
      line("- [" + GONE + "](#" + anchor(GONE) + ") (" + gone.size() + ")");
    }
  }

  private static String links(Map.Entry<String, List<Documentation>> section) {
    return String.join(
        ", ",
        section.getValue().stream()
            .map(one -> "[`" + one.name() + "`](#" + anchor(one.name()) + ")")
            .toList());
  }

  private static SortedMap<String, List<Documentation>> sections(List<Documentation> parameters) {
    SortedMap<String, List<Documentation>> sections = new TreeMap<>();
    parameters.forEach(
        one -> sections.computeIfAbsent(one.section(), name -> new ArrayList<>()).add(one));
    return sections;
  }

  private void module(List<Documentation> parameters) {
    heading("## ", plain(parameters.get(0).moduleTitle()));
    sections(parameters)
        .forEach(
            (section, members) -> {
              heading("### ", title(section));
              members.forEach(this::parameter);
            });
  }

  private void parameter(Documentation one) {
    heading("#### ", "`" + one.name() + "`");
    line(plain(one.description()));
    line("");
    item("type", plain(one.type()));
    item("set for", Meaning.levels(one.level()));
    item("secret", one.secret() ? "yes, it is sealed and never shown" : "");
    item("replaces", code(one.replaces()));
    item("read by", one.readers().isEmpty() ? "nothing yet" : code(one.readers()));
    line("");
    line("```yaml");
    line("# default");
    line(one.defaultValue().map(value -> setting(one, value)).orElse("# (none)"));
    one.examples()
        .forEach(
            value -> {
              line("# example");
              line(setting(one, value));
            });
    line("```");
  }

  /** A section may be called as one of its parameters is; its anchor may not. */
  private static String title(String section) {
    return "Section `" + section + "`";
  }

  private static String setting(Documentation one, Value value) {
    String lines = ValueText.lines(value);
    return lines.equals(ValueText.of(value))
        ? one.name() + ": " + lines
        : one.name() + ":\n" + lines.indent(2).stripTrailing();
  }

  private void gone(Documentation one) {
    heading("### ", "`" + one.name() + "`");
    line(plain(one.gone()));
  }

  private void item(String name, String value) {
    if (!value.isEmpty()) {
      line("- " + name + ": " + value);
    }
  }

  private static String code(List<String> words) {
    return String.join(", ", words.stream().map(one -> "`" + one + "`").toList());
  }

  private void heading(String level, String title) {
    line("");
    line(level + title);
    line("");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  /** Text in which no character means anything to Markdown. */
  private static String plain(String text) {
    return text.replaceAll("([\\\\`*<>\\[\\]#|~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9]))", "\\\\$1");
  }

  /** The anchor that GitHub gives a heading. */
  static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-');
  }
}
