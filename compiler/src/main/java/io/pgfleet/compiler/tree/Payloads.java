package io.pgfleet.compiler.tree;

import io.pgfleet.compiler.render.Rendered;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What belongs to groups and to no host, by path in the tree. */
final class Payloads {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_@+=.-]+(/[A-Za-z0-9_@+=.-]+)*");

  private final Problems problems;
  private final SortedMap<String, Rendered> byPath = new TreeMap<>();

  Payloads(Problems problems) {
    this.problems = problems;
  }

  void add(String group, String name, Rendered content) {
    String path = "groups/" + group + "/" + name;
    boolean climbs = List.of(path.split("/")).stream().anyMatch(part -> part.matches("\\.+"));
    if (!SAFE.matcher(path).matches() || climbs) {
      problems.add("'" + path + "' is no safe path for a payload");
    } else if (byPath.putIfAbsent(path, content) != null) {
      problems.add("two payloads at '" + path + "'");
    }
  }

  boolean has(String path) {
    return byPath.containsKey(path);
  }

  /** Whether there is a payload whose path begins with that, such as {@code groups/pg-test/}. */
  boolean hasBelow(String folder) {
    SortedMap<String, Rendered> tail = byPath.tailMap(folder);
    return !tail.isEmpty() && tail.firstKey().startsWith(folder);
  }

  SortedMap<String, Rendered> all() {
    return byPath;
  }

  SortedMap<String, Rendered> of(String group) {
    String prefix = "groups/" + group + "/";
    return byPath.subMap(prefix, prefix + Character.MAX_VALUE);
  }
}
