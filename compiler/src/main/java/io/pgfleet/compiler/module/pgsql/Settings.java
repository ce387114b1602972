package io.pgfleet.compiler.module.pgsql;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Server settings in the making, by name. */
final class Settings {
  private final SortedMap<String, Object> values = new TreeMap<>();

  Settings set(String name, Object value) {
    values.put(name, value);
    return this;
  }

  Settings setIf(boolean wanted, String name, Object value) {
    return wanted ? set(name, value) : this;
  }

  Settings megabytes(String name, long megabytes) {
    return set(name, megabytes + "MB");
  }

  Settings gigabytes(String name, long gigabytes) {
    return set(name, gigabytes + "GB");
  }

  Settings setAll(Map<String, Object> others) {
    values.putAll(others);
    return this;
  }

  SortedMap<String, Object> all() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }
}
