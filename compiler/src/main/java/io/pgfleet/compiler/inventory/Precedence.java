package io.pgfleet.compiler.inventory;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Default, then all, then groups from shallow to deep, by priority and by name, then host: the
 * later one wins, and it replaces lists and mappings whole.
 */
public final class Precedence {
  private final Diagnostics diagnostics;
  private final Set<String> reported = new HashSet<>();

  private Precedence(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Merges; two groups of one depth that disagree about a host are reported. */
  public static Scopes resolve(Inventory inventory, Block defaults, Diagnostics diagnostics) {
    Precedence precedence = new Precedence(diagnostics);
    Map<String, List<Group>> groups = new HashMap<>();
    inventory
        .groups()
        .forEach(
            group ->
                group
                    .members()
                    .keySet()
                    .forEach(
                        host -> groups.computeIfAbsent(host, h -> new ArrayList<>()).add(group)));
    List<Scope> hosts =
        inventory.hosts().stream()
            .sorted(Comparator.comparing(Inventory.Host::address, Addresses.NUMERICALLY))
            .map(
                host ->
                    precedence.scope(
                        host,
                        groups.getOrDefault(host.address(), List.of()),
                        List.of(defaults, inventory.all())))
            .toList();
    Scope platform =
        new Scope("", inventory.origin(), List.of(), List.of(defaults, inventory.all()));
    return new Scopes(inventory.environment(), platform, hosts, inventory.groups());
  }

  private Scope scope(Inventory.Host host, List<Group> groups, List<Block> common) {
    List<Block> blocks = new ArrayList<>(common);
    groups.forEach(group -> blocks.add(group.vars()));
    blocks.add(host.vars());
    for (int i = 1; i < groups.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (groups.get(i).depth() == groups.get(j).depth()
            && groups.get(i).priority() == groups.get(j).priority()) {
          compare(host, groups.get(j), groups.get(i));
        }
      }
    }
    return new Scope(
        host.address(), host.origin(), groups.stream().map(Group::name).toList(), blocks);
  }

  private void compare(Inventory.Host host, Group weaker, Group stronger) {
    Map<String, Setting> first = weaker.vars().settings();
    stronger
        .vars()
        .settings()
        .forEach(
            (name, setting) -> {
              Setting other = first.get(name);
              if (other != null
                  && !host.vars().settings().containsKey(name)
                  && !other.value().sameAs(setting.value())
                  && reported.add(weaker.name() + "\n" + stronger.name() + "\n" + name)) {
                diagnostics.warning(
                    "I101",
                    setting.name(),
                    "groups '%s' and '%s' disagree on '%s' of host '%s'; '%s' wins by its name"
                        .formatted(
                            weaker.name(), stronger.name(), name, host.address(), stronger.name()),
                    "set it for the host, or in one of the groups; the other is at "
                        + other.name());
              }
            });
  }
}
