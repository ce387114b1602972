package io.pgfleet.compiler.inventory;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** An inventory while its files are being read. */
final class Draft {
  private final Diagnostics diagnostics;
  private final Vars all = new Vars(Origin.ofFile(""));
  private final Map<String, GroupDraft> groups = new LinkedHashMap<>();
  private final Map<String, Vars> hosts = new LinkedHashMap<>();

  /** Settings collected from several places. */
  record Vars(Origin origin, Map<String, Setting> settings) {
    Vars(Origin origin) {
      this(origin, new LinkedHashMap<>());
    }
  }

  /** A group whose members and children are still being collected. */
  record GroupDraft(
      String name, Vars vars, Map<String, Origin> members, Map<String, Origin> children) {}

  Draft(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  Vars all() {
    return all;
  }

  GroupDraft group(String name, Origin origin) {
    return groups.computeIfAbsent(
        name,
        key -> new GroupDraft(key, new Vars(origin), new LinkedHashMap<>(), new LinkedHashMap<>()));
  }

  Set<String> groupNames() {
    return groups.keySet();
  }

  Vars host(String address, Origin origin) {
    return hosts.computeIfAbsent(address, key -> new Vars(origin));
  }

  Set<String> hostNames() {
    return hosts.keySet();
  }

  /** Adds settings; a later one wins, and a different earlier one is reported. */
  void add(Vars vars, Map<String, Setting> more, String owner) {
    more.forEach(
        (name, setting) -> {
          Setting before = vars.settings().put(name, setting);
          if (before != null && !before.value().sameAs(setting.value())) {
            diagnostics.warning(
                "I007",
                setting.name(),
                "'%s' of %s is set differently at %s; this one wins"
                    .formatted(name, owner, before.name()),
                "keep one of them");
          }
        });
  }

  Inventory inventory(String environment, Origin origin) {
    groups.values().forEach(this::compareWithAll);
    GroupOrder order = new GroupOrder(groups, diagnostics);
    order.reportUnheeded(Stream.concat(Stream.of(all), hosts.values().stream()).toList());
    Map<String, Integer> depths = order.depths();
    settleUngrouped();
    List<Group> sorted =
        order.of(
            groups.values().stream()
                .map(
                    one ->
                        group(one, depths.getOrDefault(one.name(), 1), order.priority(one.vars())))
                .toList());
    List<Inventory.Host> machines = new ArrayList<>();
    hosts.forEach(
        (address, vars) ->
            machines.add(
                new Inventory.Host(
                    address,
                    vars.origin(),
                    new Block(Level.host(address), vars.origin(), vars.settings()))));
    return new Inventory(
        environment, origin, new Block(Level.ALL, origin, all.settings()), sorted, machines);
  }

  /** Ansible lets {@code group_vars/all} win over what the inventory file says of a group. */
  private void compareWithAll(GroupDraft group) {
    group
        .vars()
        .settings()
        .forEach(
            (name, setting) -> {
              Setting common = all.settings().get(name);
              if (common != null
                  && VarsFiles.holds(common.name())
                  && !VarsFiles.holds(setting.name())
                  && !common.value().sameAs(setting.value())) {
                diagnostics.warning(
                    "I010",
                    setting.name(),
                    "'%s' of group '%s' wins over %s, which Ansible lets win"
                        .formatted(name, group.name(), common.name()),
                    "remove one of them, or move this one to group_vars/" + group.name() + ".yml");
              }
            });
  }

  private void settleUngrouped() {
    GroupDraft ungrouped = groups.get(Ungrouped.NAME);
    if (ungrouped != null) {
      Map<String, Map<String, Origin>> others = new LinkedHashMap<>();
      for (GroupDraft one : groups.values()) {
        if (one != ungrouped) {
          others.put(one.name(), members(one));
        }
      }
      Map<String, Origin> named = new LinkedHashMap<>();
      hosts.forEach((address, vars) -> named.put(address, vars.origin()));
      Ungrouped.settle(ungrouped.members(), others, named, diagnostics);
    }
  }

  private Map<String, Origin> members(GroupDraft one) {
    Map<String, Origin> members = new LinkedHashMap<>();
    collect(one, members, new HashSet<>());
    return members;
  }

  private Group group(GroupDraft one, int depth, long priority) {
    Block block = new Block(Level.group(one.name()), one.vars().origin(), one.vars().settings());
    return new Group(one.name(), one.vars().origin(), depth, priority, members(one), block);
  }

  private void collect(GroupDraft one, Map<String, Origin> members, Set<String> seen) {
    if (!seen.add(one.name())) {
      return;
    }
    one.members().forEach(members::putIfAbsent);
    one.children().keySet().forEach(child -> collect(groups.get(child), members, seen));
  }
}
