package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.inventory.Setting;
import io.pgfleet.compiler.inventory.Value;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A value as YAML for people; secrets are not shown. */
final class ValueText {
  /** Stands in place of a secret. */
  static final String SECRET = "(secret)";

  private static final int WIDTH = 72;
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z_/~.+][A-Za-z0-9_/.@$+-]*|[0-9]+(\\.[0-9]+){3}(/[0-9]+)?");
  private static final Set<String> WORDS =
      Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null", "~", ".inf", ".nan");
  private static final Comparator<Map.Entry<String, Setting>> NAME_FIRST =
      Comparator.comparing(one -> !one.getKey().equals("name"));

  private ValueText() {}

  /** On one line. */
  static String of(Value value) {
    if (value instanceof Value.Literal literal) {
      return literal.reference().isPresent() || literal.text().isEmpty()
          ? quoted(literal.text())
          : SECRET;
    }
    if (value instanceof Value.Sequence sequence) {
      return sequence.items().stream()
          .map(ValueText::of)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Value.Mapping mapping) {
      String settings = settings(mapping).collect(Collectors.joining(", "));
      return settings.isEmpty() ? "{}" : "{ " + settings + " }";
    }
    Value.Scalar scalar = (Value.Scalar) value;
    if (scalar.content().isEmpty()) {
      return "null";
    }
    String text = scalar.content().get().toString();
    return scalar.is(String.class) ? quoted(text) : text;
  }

  /** On one line when it is short, else a line for each item or key; no final newline. */
  static String lines(Value value) {
    String line = of(value);
    if (line.length() <= WIDTH) {
      return line;
    }
    if (value instanceof Value.Sequence sequence) {
      return sequence.items().stream().map(one -> "- " + of(one)).collect(Collectors.joining("\n"));
    }
    return value instanceof Value.Mapping mapping
        ? settings(mapping).collect(Collectors.joining("\n"))
        : line;
  }

  private static Stream<String> settings(Value.Mapping mapping) {
    return mapping.settings().entrySet().stream()
        .sorted(NAME_FIRST)
        .map(one -> quoted(one.getKey()) + ": " + of(one.getValue().value()));
  }

  private static String quoted(String text) {
    if (PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))) {
      return text;
    }
    if (text.codePoints().anyMatch(Character::isISOControl)) {
      return escaped(text);
    }
    return "'" + text.replace("'", "''") + "'";
  }

  private static String escaped(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char one : text.toCharArray()) {
      switch (one) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default ->
            quoted.append(
                Character.isISOControl(one)
                    ? String.format(Locale.ROOT, "\\x%02x", (int) one)
                    : String.valueOf(one));
      }
    }
    return quoted.append('"').toString();
  }
}
