package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.module.dialect.JsonText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Maps, lists, texts, numbers and booleans as JSON, two blanks for each level. */
final class JsonDocument {
  private JsonDocument() {}

  /** The document, with a final newline. */
  static String of(Map<String, ?> document) {
    return value(document, "") + "\n";
  }

  private static String value(Object value, String indent) {
    if (value instanceof Map<?, ?> map) {
      return map.isEmpty() ? "{}" : "{\n" + entries(map, indent + "  ") + "\n" + indent + "}";
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .map(one -> value(one, indent))
          .collect(Collectors.joining(", ", "[", "]"));
    }
    boolean bare = value instanceof Number || value instanceof Boolean;
    return bare ? value.toString() : JsonText.quote(value.toString());
  }

  private static String entries(Map<?, ?> map, String indent) {
    return map.entrySet().stream()
        .map(
            one ->
                indent
                    + JsonText.quote(one.getKey().toString())
                    + ": "
                    + value(one.getValue(), indent))
        .collect(Collectors.joining(",\n"));
  }
}
