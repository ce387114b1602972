package io.pgfleet.compiler.tree;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
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
      scalar(value);
    }
  }

  private void object(Map<?, ?> map, int depth) {
    if (map.isEmpty()) {
      out.append("{}");
      return;
    }
    char separator = '{';
    for (Map.Entry<?, ?> one : sorted(map).entrySet()) {
      out.append(separator);
      line(depth + 1);
      scalar(one.getKey());
      out.append(": ");
      write(one.getValue(), depth + 1);
      separator = ',';
    }
    line(depth);
    out.append('}');
  }

  private static Map<?, ?> sorted(Map<?, ?> map) {
    boolean already = map instanceof SortedMap<?, ?> one && one.comparator() == null;
    return already ? map : new TreeMap<>(map);
  }

  private void array(Collection<?> list, int depth) {
    if (flat(list, depth)) {
      return;
    }
    char separator = '[';
    for (Object item : list) {
      out.append(separator);
      line(depth + 1);
      write(item, depth + 1);
      separator = ',';
    }
    line(depth);
    out.append(']');
  }

  /** Writes a list of scalars on one line; writes nothing when it holds more or is too long. */
  private boolean flat(Collection<?> list, int depth) {
    int start = out.length();
    out.append('[');
    String separator = "";
    for (Object item : list) {
      boolean fits = out.length() - start + 2 * depth <= WIDTH;
      if (!fits || item instanceof Map || item instanceof Collection) {
        out.setLength(start);
        return false;
      }
      out.append(separator);
      scalar(item);
      separator = ", ";
    }
    out.append(']');
    if (out.length() - start + 2 * depth > WIDTH) {
      out.setLength(start);
      return false;
    }
    return true;
  }

  private void line(int depth) {
    out.append('\n');
    for (int i = 0; i < depth; i++) {
      out.append("  ");
    }
  }

  private void scalar(Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      out.append(value);
      return;
    }
    String text = value.toString();
    out.append('"');
    int plain = plainUntil(text);
    out.append(text, 0, plain);
    for (int i = plain; i < text.length(); i++) {
      char one = text.charAt(i);
      switch (one) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        default -> plain(one);
      }
    }
    out.append('"');
  }

  /** Where the first character stands that needs a backslash: nearly always at the end. */
  private static int plainUntil(String text) {
    int at = 0;
    while (at < text.length() && isPlain(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isPlain(char one) {
    return one >= 0x20 && one != '"' && one != '\\';
  }

  private void plain(char one) {
    if (one < 0x20) {
      out.append(String.format(Locale.ROOT, "\\u%04x", (int) one));
    } else {
      out.append(one);
    }
  }
}
