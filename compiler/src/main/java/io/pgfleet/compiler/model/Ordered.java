package io.pgfleet.compiler.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Unmodifiable copies of maps that keep their order; the JDK's own copies do not. */
public final class Ordered {
  private Ordered() {}

  /** A copy with the same iteration order; null becomes empty. */
  public static <K, V> Map<K, V> copy(Map<K, V> map) {
    return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
