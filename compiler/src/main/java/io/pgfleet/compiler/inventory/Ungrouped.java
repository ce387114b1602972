package io.pgfleet.compiler.inventory;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import java.util.Map;
import java.util.TreeMap;

/**
 * The group of those hosts that no other group names: they are in it whether it lists them or not,
 * and nobody else is.
 */
final class Ungrouped {
  static final String NAME = "ungrouped";

  private Ungrouped() {}

  /**
   * Settles who is in the group.
   *
   * @param members what the group itself lists; changed
   * @param others the other groups of the inventory, with all their members
   * @param hosts where each host of the inventory is named first
   */
  static void settle(
      Map<String, Origin> members,
      Map<String, Map<String, Origin>> others,
      Map<String, Origin> hosts,
      Diagnostics diagnostics) {
    Map<String, String> grouped = new TreeMap<>();
    others.forEach((group, its) -> its.keySet().forEach(host -> grouped.putIfAbsent(host, group)));
    grouped.forEach(
        (host, group) -> {
          Origin listed = members.remove(host);
          if (listed != null) {
            diagnostics.warning(
                "I012",
                listed,
                "host '%s' is in group '%s', so nothing of '%s' holds for it"
                    .formatted(host, group, NAME),
                "list it in one of them");
          }
        });
    hosts.forEach(
        (host, origin) -> {
          if (!grouped.containsKey(host)) {
            members.putIfAbsent(host, origin);
          }
        });
  }
}
