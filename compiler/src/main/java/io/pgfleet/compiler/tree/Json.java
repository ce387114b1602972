package io.pgfleet.compiler.tree;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON as the tree holds it: keys sorted, two spaces of indentation, LF, a final newline; lists of
 * scalars stay on one line while it is short.
 */
public final class Json {
  private static final int WIDTH = 100;

  private final StringBuilder out = new StringBuilder();

  private Json() {}

  /**
   * The document of a value.
   *
   * @param value maps, collections, strings, numbers, booleans and null
   */
  public static byte[] bytes(Object value) {
    Json json = new Json();
    json.write(value, 0);
    return json.out.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private void write(Object value, int depth) {
    if (value instanceof Map<?, ?> map) {
      object(map, depth);
    } else if (value instanceof Collection<?> list) {
      array(list, depth);
    } else {
      out.append(scalar(value));
    }
  }

  private void object(Map<?, ?> map, int depth) {
    if (map.isEmpty()) {
      out.append("{}");
      return;
    }
    out.append('{');
    Iterator<? extends Map.Entry<?, ?>> sorted = new TreeMap<>(map).entrySet().iterator();
    while (sorted.hasNext()) {
      Map.Entry<?, ?> one = sorted.next();
      line(depth + 1);
      out.append(scalar(one.getKey())).append(": ");
      write(one.getValue(), depth + 1);
      out.append(sorted.hasNext() ? "," : "");
    }
    line(depth);
    out.append('}');
  }

  private void array(Collection<?> list, int depth) {
    String flat = flat(list);
    if (!flat.isEmpty() && flat.length() + 2 * depth <= WIDTH) {
      out.append(flat);
      return;
    }
    out.append('[');
    Iterator<?> items = list.iterator();
    while (items.hasNext()) {
      line(depth + 1);
      write(items.next(), depth + 1);
      out.append(items.hasNext() ? "," : "");
    }
    line(depth);
    out.append(']');
  }

  /** The list on one line, or nothing when it holds more than scalars. */
  private static String flat(Collection<?> list) {
    StringBuilder flat = new StringBuilder("[");
    String separator = "";
    for (Object item : list) {
      if (item instanceof Map || item instanceof Collection) {
        return "";
      }
      flat.append(separator).append(scalar(item));
      separator = ", ";
    }
    return flat.append(']').toString();
  }

  private void line(int depth) {
    out.append('\n').append("  ".repeat(depth));
  }

  private static String scalar(Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return String.valueOf(value);
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (char one : value.toString().toCharArray()) {
      switch (one) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        default -> append(quoted, one);
      }
    }
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, char one) {
    if (one < 0x20) {
      quoted.append(String.format("\\u%04x", (int) one));
    } else {
      quoted.append(one);
    }
  }
}
