package io.pgfleet.applier.tree;

import java.util.List;

/**
 * What one node should hold.
 *
 * @param host inventory host
 * @param node name of the node, for people
 * @param entries sorted by path, then id
 */
public record NodeManifest(String host, String node, List<Entry> entries) {
  public NodeManifest {
    entries = List.copyOf(entries);
  }
}
