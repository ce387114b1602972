package io.pgfleet.compiler.tree;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The entries of one node, by path and then id; refuses what can't stand side by side. */
final class Entries {
  private static final Pattern SAFE_PATH =
      Pattern.compile("(/[A-Za-z0-9_@%+=:,.\\[\\]~{} -]*[A-Za-z0-9_@%+=:,.\\[\\]~{}-])+");
  private static final Pattern DOTS = Pattern.compile("/\\.\\.?(/|$)");
  private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

  private final String host;
  private final Problems problems;
  private final SortedMap<String, Entry> byName = new TreeMap<>();

  Entries(String host, Problems problems) {
    this.host = host;
    this.problems = problems;
  }

  void add(Entry entry) {
    if (unsafe(entry.path())) {
      problems.add(host + ": '" + entry.path() + "' is no safe path for a " + entry.kind());
    } else if (!entry.id().isEmpty() && !SAFE_ID.matcher(entry.id()).matches()) {
      problems.add(host + ": '" + entry.id() + "' is no safe id for a block in " + entry.path());
    } else if (byName.putIfAbsent(entry.name(), entry) != null) {
      problems.add(
          host
              + ": two entries at '"
              + entry.name()
              + "': of steps '"
              + entry.step()
              + "' and '"
              + byName.get(entry.name()).step()
              + "'");
    }
  }

  Collection<Entry> all() {
    return byName.values();
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  /** Whether there is an entry whose path begins with that, such as {@code /etc/patroni/}. */
  boolean hasBelow(String folder) {
    SortedMap<String, Entry> tail = byName.tailMap(folder);
    return !tail.isEmpty() && tail.firstKey().startsWith(folder);
  }

  Entry at(String name) {
    return byName.get(name);
  }

  /** Entries below links and files, blocks in files that are owned whole. */
  void checkNesting() {
    for (Entry entry : byName.values()) {
      if (!entry.id().isEmpty() && byName.containsKey(entry.path())) {
        problems.add(
            host
                + ": a block and a "
                + byName.get(entry.path()).kind()
                + " at '"
                + entry.path()
                + "'");
      }
      if (!entry.kind().equals("directory")) {
        checkBelow(entry);
      }
    }
  }

  private void checkBelow(Entry entry) {
    String folder = entry.path() + "/";
    for (Entry below : byName.tailMap(folder).values()) {
      if (!below.path().startsWith(folder)) {
        return;
      }
      problems.add(
          host
              + ": '"
              + below.path()
              + "' passes through the "
              + entry.kind()
              + " '"
              + entry.path()
              + "'");
    }
  }

  private static boolean unsafe(String path) {
    return !SAFE_PATH.matcher(path).matches() || DOTS.matcher(path).find();
  }
}
