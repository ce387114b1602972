package io.pgfleet.compiler.inventory;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which groups are merged: from shallow to deep, then by the priority that they give
 * themselves, then by name.
 *
 * <p>Source: Ansible's guide to inventories, "How variables are merged".
 */
final class GroupOrder {
  static final String PRIORITY = "ansible_group_priority";

  private static final long ORDINARY = 1;

  private final Map<String, Draft.GroupDraft> groups;
  private final Diagnostics diagnostics;

  GroupOrder(Map<String, Draft.GroupDraft> groups, Diagnostics diagnostics) {
    this.groups = groups;
    this.diagnostics = diagnostics;
  }

  List<Group> of(List<Group> unsorted) {
    return unsorted.stream()
        .sorted(
            Comparator.comparingInt(Group::depth)
                .thenComparingLong(Group::priority)
                .thenComparing(Group::name))
        .toList();
  }

  /** What a group says of itself; one that is no number is the schema's to refuse. */
  long priority(Draft.Vars vars) {
    Setting setting = vars.settings().get(PRIORITY);
    if (setting == null || VarsFiles.holds(setting.name())) {
      return ORDINARY;
    }
    return setting.value() instanceof Value.Scalar scalar
            && scalar.content().orElse(ORDINARY) instanceof Long number
        ? number
        : ORDINARY;
  }

  /** Ansible heeds a priority beside the members only, where it also knows the group. */
  void reportUnheeded(List<Draft.Vars> others) {
    for (Draft.GroupDraft one : groups.values()) {
      Setting setting = one.vars().settings().get(PRIORITY);
      if (setting != null && VarsFiles.holds(setting.name())) {
        unheeded(setting);
      }
    }
    for (Draft.Vars one : others) {
      if (one.settings().containsKey(PRIORITY)) {
        unheeded(one.settings().get(PRIORITY));
      }
    }
  }

  private void unheeded(Setting setting) {
    diagnostics.warning(
        "I011",
        setting.name(),
        "'" + PRIORITY + "' has no effect here",
        "write it into the vars of the group, in the inventory file itself");
  }

  /** The longest way from {@code all} to each group. */
  Map<String, Integer> depths() {
    Map<String, Integer> depths = new HashMap<>();
    groups.keySet().forEach(name -> deepen(name, 1, depths, new HashSet<>()));
    return depths;
  }

  private void deepen(String name, int depth, Map<String, Integer> depths, Set<String> path) {
    Draft.GroupDraft one = groups.get(name);
    if (!path.add(name)) {
      diagnostics.error(
          "I008", one.vars().origin(), "group '" + name + "' contains itself", "remove the circle");
      return;
    }
    if (depths.merge(name, depth, Math::max) == depth) {
      one.children().keySet().forEach(child -> deepen(child, depth + 1, depths, path));
    }
    path.remove(name);
  }
}
