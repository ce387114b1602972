package io.pgfleet.compiler.model;

import java.util.Arrays;
import java.util.List;

/**
 * A program's version as its makers count it, such as {@code 3.0.2}; epochs and package revisions
 * are not part of it.
 *
 * @param parts most significant first
 */
public record Version(List<Integer> parts) implements Comparable<Version> {
  public Version {
    parts = List.copyOf(parts);
  }

  /**
   * Reads numbers separated by dots.
   *
   * @throws NumberFormatException when a part is no number
   */
  public static Version of(String text) {
    return new Version(Arrays.stream(text.split("\\.")).map(Integer::valueOf).toList());
  }

  /** Whether this is that version or a later one. */
  public boolean atLeast(String other) {
    return compareTo(of(other)) >= 0;
  }

  @Override
  public int compareTo(Version other) {
    int longest = Math.max(parts.size(), other.parts.size());
    for (int i = 0; i < longest; i++) {
      int order = Integer.compare(part(i), other.part(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private int part(int index) {
    return index < parts.size() ? parts.get(index) : 0;
  }

  @Override
  public String toString() {
    return String.join(".", parts.stream().map(String::valueOf).toList());
  }
}
