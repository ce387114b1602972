package io.pgfleet.compiler.inventory;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.diagnostic.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The folders {@code group_vars/} and {@code host_vars/}: a file or a folder of files per name. */
final class VarsFiles {
  private static final String GROUPS = "group_vars";

  private final Path directory;
  private final String label;
  private final Diagnostics diagnostics;

  /** What a name in such a folder stands for. */
  private record Owner(Draft.Vars vars, String words) {}

  VarsFiles(Path directory, String label, Diagnostics diagnostics) {
    this.directory = directory;
    this.label = label;
    this.diagnostics = diagnostics;
  }

  /** Whether the place is in a file below {@code group_vars/}. */
  static boolean holds(Origin origin) {
    return origin.file().contains("/" + GROUPS + "/");
  }

  void groups(Draft draft) {
    each(
        GROUPS,
        draft,
        (name, origin) -> {
          if (name.equals("all")) {
            return new Owner(draft.all(), "all");
          }
          return name.equals(Ungrouped.NAME) || owner(draft.groupNames(), name, origin, "group")
              ? new Owner(draft.group(name, origin).vars(), "group '" + name + "'")
              : null;
        });
  }

  void hosts(Draft draft) {
    each(
        "host_vars",
        draft,
        (name, origin) ->
            owner(draft.hostNames(), name, origin, "host")
                ? new Owner(draft.host(name, origin), "host '" + name + "'")
                : null);
  }

  private boolean owner(Set<String> known, String name, Origin origin, String kind) {
    if (known.contains(name)) {
      return true;
    }
    diagnostics.warning(
        "I009",
        origin,
        "no " + kind + " is called '" + name + "', so this file is not read",
        Suggestions.nearest(name, known)
            .map(one -> "did you mean '" + one + "'?")
            .orElse("name it after a " + kind + " of the inventory, or remove it"));
    return false;
  }

  private void each(String folder, Draft draft, BiFunction<String, Origin, Owner> owners) {
    for (Path entry : list(directory.resolve(folder))) {
      Origin origin = Origin.ofFile(label + "/" + folder + "/" + entry.getFileName());
      Owner owner = owners.apply(name(entry), origin);
      if (owner != null) {
        read(entry, origin.file(), draft, owner);
      }
    }
  }

  private void read(Path entry, String file, Draft draft, Owner owner) {
    if (Files.isDirectory(entry)) {
      list(entry).forEach(one -> read(one, file + "/" + one.getFileName(), draft, owner));
      return;
    }
    YamlFile.read(entry, file, diagnostics)
        .ifPresent(
            value -> {
              if (value instanceof Value.Mapping mapping) {
                draft.add(owner.vars(), mapping.settings(), owner.words());
              } else {
                diagnostics.error(
                    "I003",
                    value.origin(),
                    "must be a mapping, not " + value.kind(),
                    "write 'name: value' lines");
              }
            });
  }

  private static String name(Path entry) {
    String name = entry.getFileName().toString();
    return Files.isDirectory(entry) ? name : name.replaceFirst("\\.(ya?ml|json)$", "");
  }

  private List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return new ArrayList<>(
          entries
              .filter(one -> Files.isDirectory(one) || isYaml(one.getFileName().toString()))
              .sorted()
              .toList());
    } catch (IOException e) {
      String file = label + "/" + folder.getFileName();
      diagnostics.error("Y001", Origin.ofFile(file), "can't be read", "check its permissions");
      return List.of();
    }
  }

  private static boolean isYaml(String name) {
    return !name.startsWith(".") && (name.matches(".*\\.(ya?ml|json)") || !name.contains("."));
  }
}
