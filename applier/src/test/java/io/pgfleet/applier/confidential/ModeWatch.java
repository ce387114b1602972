package io.pgfleet.applier.confidential;

import io.pgfleet.applier.fleet.FleetNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Watches the files of nodes and of the controller: whichever holds a secret, at its place, staged,
 * beside its place or as a copy, is seen, and so is whether others could read or write it then.
 */
final class ModeWatch implements AutoCloseable {
  /**
   * Of the kernel, or brought by packages and never written by a service; and what has thousands.
   */
  private static final Set<String> NOT_WATCHED =
      Set.of("/proc", "/sys", "/usr/bin", "/usr/include", "/usr/lib", "/usr/sbin", "/usr/share");

  private final Needles needles;
  private final List<FolderWatch> watches = new ArrayList<>();

  ModeWatch(Needles needles) {
    this.needles = needles;
  }

  /** Begins to watch all files of a node. */
  void add(FleetNode node) {
    add(node.name(), node.files(), NOT_WATCHED);
  }

  /**
   * Begins to watch all files below a folder.
   *
   * @param name what their paths are shown with
   * @param skipped paths below it that are not watched, each with a slash in front
   */
  void add(String name, Path root, Set<String> skipped) {
    try {
      watches.add(FolderWatch.begin(new FolderWatch.Place(name, root, skipped), needles));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files that held a secret while others could read or write them, with their modes then. */
  SortedSet<String> open() {
    SortedSet<String> open = new TreeSet<>();
    watches.forEach(one -> open.addAll(one.open()));
    return open;
  }

  /** Folders that could not be watched, with the reason. */
  SortedSet<String> blind() {
    SortedSet<String> blind = new TreeSet<>();
    watches.forEach(one -> blind.addAll(one.blind()));
    return blind;
  }

  /** Paths of a node that held a secret at some moment. */
  SortedSet<String> holders(String name) {
    SortedSet<String> holders = new TreeSet<>();
    watches.stream()
        .filter(one -> one.name().equals(name))
        .forEach(one -> holders.addAll(one.holders()));
    return holders;
  }

  /** Whether a path of that form held a secret at some moment. */
  boolean sawOne(String name, String form) {
    Pattern pattern = Pattern.compile(form);
    return holders(name).stream().anyMatch(one -> pattern.matcher(one).matches());
  }

  /** How often a file was looked into, and how often a folder had more news than could be told. */
  String figures() {
    StringBuilder text = new StringBuilder();
    watches.forEach(one -> text.append(one.figures()).append("; "));
    return text.toString();
  }

  @Override
  public void close() {
    watches.forEach(FolderWatch::close);
  }
}
