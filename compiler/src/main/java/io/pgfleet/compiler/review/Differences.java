package io.pgfleet.compiler.review;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares two collections of described things by name. */
final class Differences {
  private Differences() {}

  /** By owner, what was added, changed or removed; owners without a change are left out. */
  static SortedMap<String, List<Change>> of(
      SortedMap<String, SortedMap<String, String>> before,
      SortedMap<String, SortedMap<String, String>> after) {
    SortedSet<String> owners = new TreeSet<>(before.keySet());
    owners.addAll(after.keySet());
    SortedMap<String, List<Change>> changes = new TreeMap<>();
    for (String owner : owners) {
      List<Change> ofOwner =
          changes(
              before.getOrDefault(owner, new TreeMap<>()),
              after.getOrDefault(owner, new TreeMap<>()));
      if (!ofOwner.isEmpty()) {
        changes.put(owner, ofOwner);
      }
    }
    return changes;
  }

  private static List<Change> changes(
      SortedMap<String, String> before, SortedMap<String, String> after) {
    SortedSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<Change> changes = new ArrayList<>();
    for (String name : names) {
      if (!before.containsKey(name)) {
        changes.add(new Change(Change.Kind.ADDED, name));
      } else if (!after.containsKey(name)) {
        changes.add(new Change(Change.Kind.REMOVED, name));
      } else if (!before.get(name).equals(after.get(name))) {
        changes.add(new Change(Change.Kind.CHANGED, name));
      }
    }
    return changes;
  }
}
