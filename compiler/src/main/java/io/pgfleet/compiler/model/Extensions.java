package io.pgfleet.compiler.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of extensions beyond the packages that have their names.
 *
 * @param byName by the name that a database creates
 */
public record Extensions(SortedMap<String, Extension> byName) {
  public Extensions {
    byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
  }

  /**
   * An extension.
   *
   * @param alias the name that stands for its packages; that of the server when it brings it along
   * @param majors the versions of those that come with the server
   * @param library what has to be preloaded, empty for nothing
   */
  public record Extension(String alias, List<Integer> majors, Optional<String> library) {
    public Extension {
      majors = List.copyOf(majors);
    }

    /** Whether the server brings it along. */
    public boolean ofTheServer() {
      return !majors.isEmpty();
    }
  }

  /** That extension; one that nothing is known of is called as its packages are. */
  public Extension of(String name) {
    return byName.getOrDefault(name, new Extension(name, List.of(), Optional.empty()));
  }

  public Set<String> names() {
    return byName.keySet();
  }
}
