package io.pgfleet.compiler.tree;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that stands under {@code out/<env>/}, manifests included.
 *
 * @param files content by path with forward slashes; nobody may change the arrays
 */
public record Tree(SortedMap<String, byte[]> files) {
  public Tree {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }
}
