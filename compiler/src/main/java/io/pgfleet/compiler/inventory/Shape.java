package io.pgfleet.compiler.inventory;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.diagnostic.Suggestions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The skeleton of an inventory file: all, children, hosts, vars. */
final class Shape {
  private static final List<String> KEYS = List.of("children", "hosts", "vars");

  /** Begins keys that only hold what aliases further down refer to. */
  private static final String ANCHORS = "x-";

  private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
  private static final Pattern ADDRESS =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.|$)){4}");

  private final Draft draft;
  private final Diagnostics diagnostics;

  Shape(Draft draft, Diagnostics diagnostics) {
    this.draft = draft;
    this.diagnostics = diagnostics;
  }

  void root(Value root) {
    mapping(root, "the inventory").ifPresent(this::top);
  }

  private void top(Value.Mapping root) {
    root.settings()
        .forEach(
            (name, setting) -> {
              if (name.equals("all")) {
                mapping(setting.value(), "'all'").ifPresent(this::all);
              } else if (isGroup(setting.value())) {
                group(name, setting);
              } else if (!name.startsWith(ANCHORS)) {
                unknown(name, setting, List.of("all"));
              }
            });
  }

  private static boolean isGroup(Value value) {
    return value instanceof Value.Mapping mapping
        && mapping.settings().keySet().stream().anyMatch(KEYS::contains);
  }

  private void all(Value.Mapping mapping) {
    mapping
        .settings()
        .forEach(
            (name, setting) -> {
              switch (name) {
                case "vars" -> vars(draft.all(), setting, "all");
                case "hosts" -> settings(setting, "'hosts'").forEach(this::host);
                case "children" -> settings(setting, "'children'").forEach(this::group);
                default -> unknown(name, setting, KEYS);
              }
            });
  }

  private void group(String name, Setting setting) {
    if (!GROUP.matcher(name).matches() || name.equals("all")) {
      diagnostics.error(
          "I008",
          setting.name(),
          "'" + name + "' can't be the name of a group",
          "use letters, digits, '_', '.' and '-'");
      return;
    }
    Draft.GroupDraft group = draft.group(name, setting.name());
    settings(setting, "group '" + name + "'").forEach((key, value) -> part(group, key, value));
  }

  private void part(Draft.GroupDraft group, String key, Setting setting) {
    switch (key) {
      case "vars" -> vars(group.vars(), setting, "group '" + group.name() + "'");
      case "hosts" ->
          settings(setting, "'hosts'")
              .forEach(
                  (address, value) -> {
                    if (host(address, value)) {
                      group.members().putIfAbsent(address, value.name());
                    }
                  });
      case "children" ->
          settings(setting, "'children'")
              .forEach(
                  (child, value) -> {
                    group.children().putIfAbsent(child, value.name());
                    group(child, value);
                  });
      default -> unknown(key, setting, KEYS);
    }
  }

  private boolean host(String address, Setting setting) {
    if (!ADDRESS.matcher(address).matches()) {
      boolean range = address.matches(".*\\[.*:.*].*");
      diagnostics.error(
          "I005",
          setting.name(),
          "host '" + address + (range ? "' is a range of hosts" : "' is no IPv4 address"),
          range
              ? "write each host on a line of its own, so that each can have its own number"
              : "name it by its address and put the alias into ansible_host");
      return false;
    }
    Draft.Vars vars = draft.host(address, setting.name());
    draft.add(vars, settings(setting, "host '" + address + "'"), "host '" + address + "'");
    return true;
  }

  private void vars(Draft.Vars vars, Setting setting, String owner) {
    draft.add(vars, settings(setting, "'vars'"), owner);
  }

  /** The settings of a mapping; nothing written means none. */
  private Map<String, Setting> settings(Setting setting, String what) {
    if (setting.value() instanceof Value.Scalar scalar && scalar.content().isEmpty()) {
      return Map.of();
    }
    return mapping(setting.value(), what).map(Value.Mapping::settings).orElse(Map.of());
  }

  private Optional<Value.Mapping> mapping(Value value, String what) {
    if (value instanceof Value.Mapping mapping) {
      return Optional.of(mapping);
    }
    diagnostics.error(
        "I003",
        value.origin(),
        what + " must be a mapping, not " + value.kind(),
        "write 'name: value' lines below it");
    return Optional.empty();
  }

  private void unknown(String name, Setting setting, List<String> known) {
    Origin origin = setting.name();
    String remedy =
        Suggestions.nearest(name, known)
            .map(one -> "did you mean '" + one + "'?")
            .orElse("use one of " + String.join(", ", known));
    diagnostics.error("I004", origin, "'" + name + "' means nothing here", remedy);
  }
}
