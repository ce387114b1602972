package io.pgfleet.compiler.inventory;

import io.pgfleet.compiler.diagnostic.Origin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A group of hosts.
 *
 * @param depth 1 for a child of {@code all}; a group inside a group is deeper and stronger
 * @param priority 1 unless the group says otherwise; of one depth, the higher one is stronger
 * @param members every host in it, those of its child groups included, and where each is named
 */
public record Group(
    String name, Origin origin, int depth, long priority, Map<String, Origin> members, Block vars) {
  public Group {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }
}
