package io.pgfleet.applier.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Files that are prepared together: those of one folder which get the same owner and mode. */
final class Sheaves {
  private final Map<Sheaf, List<Placement.Change>> changes = new LinkedHashMap<>();
  private final Set<String> begun = new LinkedHashSet<>();

  private record Sheaf(String at, String owner, String group, String mode) {
    static Sheaf of(Placement.Change change) {
      return new Sheaf(
          Sheaves.folder(change.path()), change.owner(), change.group(), change.mode());
    }
  }

  /**
   * @param joins which of all changes go together with others
   */
  Sheaves(List<Placement.Change> all, Predicate<Placement.Change> joins) {
    for (Placement.Change change : all) {
      if (joins.test(change)) {
        changes.computeIfAbsent(Sheaf.of(change), s -> new ArrayList<>()).add(change);
      }
    }
  }

  /** Has all of a file's sheaf prepared, if that is not done yet. */
  void prepare(Script script, Placement.Change change, Function<Placement.Change, String> source) {
    Sheaf sheaf = Sheaf.of(change);
    List<Placement.Change> together = changes.remove(sheaf);
    if (together == null) {
      return;
    }
    if (begun.add(sheaf.at())) {
      script.call("beside", sheaf.at());
    }
    script.callForAll(
        "prepare_files",
        List.of(sheaf.at(), sheaf.owner(), sheaf.group(), sheaf.mode()),
        together.stream().map(source).toList());
  }

  /** Folders of ours in which they wait. */
  List<String> folders() {
    return begun.stream().map(folder -> folder + "/.pgfleet").toList();
  }

  static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash == 0 ? "/" : path.substring(0, slash);
  }

  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
