package io.pgfleet.compiler.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The settings that PostgreSQL servers know, measured on servers of each major version. Capitals in
 * a name mean nothing, as they mean nothing to a server.
 *
 * @param byMajor settings by name, by major version
 */
public record ServerSettings(SortedMap<Integer, SortedMap<String, ServerSetting>> byMajor) {
  public ServerSettings {
    SortedMap<Integer, SortedMap<String, ServerSetting>> copy = new TreeMap<>();
    byMajor.forEach((major, known) -> copy.put(major, named(known)));
    byMajor = Collections.unmodifiableSortedMap(copy);
  }

  private static SortedMap<String, ServerSetting> named(Map<String, ServerSetting> known) {
    SortedMap<String, ServerSetting> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    named.putAll(known);
    return named;
  }

  /** Whether servers of that version were measured. */
  public boolean measured(int major) {
    return byMajor.containsKey(major);
  }

  /** A setting of that version's servers. */
  public Optional<ServerSetting> of(int major, String name) {
    return Optional.ofNullable(byMajor.getOrDefault(major, Collections.emptySortedMap()).get(name));
  }

  /** All names that a version knows. */
  public Set<String> names(int major) {
    return byMajor.getOrDefault(major, Collections.emptySortedMap()).keySet();
  }

  /** The versions that know a setting, the oldest first. */
  public List<Integer> majorsOf(String name) {
    return byMajor.entrySet().stream()
        .filter(one -> one.getValue().containsKey(name))
        .map(Map.Entry::getKey)
        .toList();
  }
}
