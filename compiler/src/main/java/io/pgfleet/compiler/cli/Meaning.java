package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.schema.Documentation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a parameter means, as text and as members of a JSON document. */
record Meaning(Documentation parameter) {

  /** A few lines, ending with a newline. */
  String text() {
    StringBuilder text = new StringBuilder(parameter.name());
    text.append(" (").append(place()).append(")\n");
    text.append("  ").append(parameter.description()).append('\n');
    if (!parameter.gone().isEmpty()) {
      return text.append("\n  has no meaning: ").append(parameter.gone()).append('\n').toString();
    }
    text.append('\n');
    row(text, "type", parameter.type());
    row(text, "default", parameter.defaultValue().map(ValueText::lines).orElse("(none)"));
    parameter.examples().forEach(one -> row(text, "example", ValueText.lines(one)));
    row(text, "secret", parameter.secret() ? "yes, it is never shown" : "");
    row(text, "set for", levels(parameter.level()));
    row(text, "replaces", String.join(", ", parameter.replaces()));
    row(text, "read by", readers());
    return text.toString();
  }

  private String place() {
    return parameter.section().isEmpty()
        ? parameter.module()
        : parameter.module() + ", section " + parameter.section();
  }

  private String readers() {
    return parameter.readers().isEmpty()
        ? "nothing yet, so it changes nothing"
        : String.join(", ", parameter.readers());
  }

  /** Where a parameter is usually set, from the letters of its level. */
  static String levels(String letters) {
    return List.of(letters.split("/")).stream()
        .map(
            letter ->
                switch (letter) {
                  case "G" -> "the platform";
                  case "C" -> "a cluster";
                  case "I" -> "a host";
                  case "A" -> "one run";
                  default -> letter;
                })
        .collect(Collectors.joining(", "));
  }

  private static void row(StringBuilder text, String name, String value) {
    if (value.isEmpty()) {
      return;
    }
    String continued = value.replace("\n", "\n" + " ".repeat(12));
    text.append("  ").append(name).append(" ".repeat(10 - name.length()));
    text.append(continued).append('\n');
  }

  /** Members for a document; secrets are masked. */
  Map<String, Object> json() {
    Map<String, Object> json = new TreeMap<>();
    json.put("formatVersion", 1);
    json.put("parameter", parameter.name());
    json.put("module", parameter.module());
    json.put("section", parameter.section());
    json.put("level", parameter.level());
    json.put("description", parameter.description());
    json.put("type", parameter.type());
    parameter.defaultValue().ifPresent(one -> json.put("default", ValueText.of(one)));
    json.put("examples", parameter.examples().stream().map(ValueText::of).toList());
    json.put("secret", parameter.secret());
    json.put("readers", parameter.readers());
    json.put("replaces", parameter.replaces());
    json.put("gone", parameter.gone());
    return json;
  }
}
