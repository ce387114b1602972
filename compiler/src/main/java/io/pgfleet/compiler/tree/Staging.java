package io.pgfleet.compiler.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder beside the published tree in which a new one is prepared.
 *
 * <p>Changed files are written here first. Then the journal, which lists every deletion and move,
 * appears in one rename: that is the moment at which the new tree is decided. Until then a kill
 * leaves the old tree untouched; from then on {@link #finish} can be repeated until all of the new
 * tree is in place, and whoever publishes or checks next begins with it.
 */
final class Staging {
  private static final String JOURNAL = "journal";
  private static final String DELETE = "delete ";
  private static final String MOVE = "move ";

  private final Path folder;
  private final Path target;
  private final Disk disk;

  Staging(Path folder, Path target, Disk disk) {
    this.folder = folder;
    this.target = target;
    this.disk = disk;
  }

  /** Whether a new tree is decided and not yet wholly in place. */
  boolean isDecided() {
    return Files.exists(folder.resolve(JOURNAL));
  }

  boolean isLeftOver() {
    return Files.exists(folder);
  }

  /** Decides for these changes. */
  void decide(Tree tree, List<String> written, List<String> deleted) throws IOException {
    stage(tree, written);
    List<String> lines = new ArrayList<>();
    deleted.forEach(path -> lines.add(DELETE + path));
    whole(written).forEach(path -> lines.add(MOVE + path));
    disk.createDirectories(folder);
    Path draft = folder.resolve(JOURNAL + ".draft");
    disk.write(draft, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    disk.move(draft, folder.resolve(JOURNAL));
  }

  /** Several threads write: a first publication is many small files. */
  private void stage(Tree tree, List<String> written) throws IOException {
    Map<Path, List<String>> byFolder =
        written.stream().collect(Collectors.groupingBy(path -> staged(path).getParent()));
    try {
      byFolder.entrySet().parallelStream()
          .forEach(one -> stage(tree, one.getKey(), one.getValue()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void stage(Tree tree, Path inside, List<String> paths) {
    try {
      disk.createDirectories(inside);
      for (String path : paths) {
        disk.write(staged(path), tree.files().get(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path staged(String path) {
    return folder.resolve("files").resolve(path);
  }

  /** What to move: the outermost folders that are new, and files in folders that are not. */
  private Set<String> whole(List<String> written) {
    Set<String> moves = new TreeSet<>();
    Map<String, Boolean> known = new HashMap<>();
    for (String path : written) {
      int end = path.indexOf('/');
      while (end > 0
          && known.computeIfAbsent(
              path.substring(0, end),
              one -> Files.exists(target.resolve(one), LinkOption.NOFOLLOW_LINKS))) {
        end = path.indexOf('/', end + 1);
      }
      moves.add(end > 0 ? path.substring(0, end) : path);
    }
    return moves;
  }

  /** Puts what was decided in place; does the rest when it was interrupted before. */
  void finish() throws IOException {
    for (String line : Files.readAllLines(folder.resolve(JOURNAL), StandardCharsets.UTF_8)) {
      if (line.startsWith(DELETE)) {
        delete(target.resolve(line.substring(DELETE.length())));
      } else if (line.startsWith(MOVE)) {
        move(line.substring(MOVE.length()));
      }
    }
    disk.delete(folder.resolve(JOURNAL));
    discard();
  }

  private void move(String path) throws IOException {
    Path staged = staged(path);
    Path place = target.resolve(path);
    if (Files.isDirectory(staged) && Files.exists(place)) {
      for (Path inside : list(staged)) {
        move(path + "/" + inside.getFileName());
      }
    } else if (Files.exists(staged)) {
      disk.createDirectories(place.getParent());
      disk.move(staged, place);
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> inside = Files.list(directory)) {
      return inside.sorted().toList();
    }
  }

  /**
   * Deletes a file and the folders that it leaves empty; a folder at its place is new and stays.
   */
  private void delete(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      disk.delete(file);
    }
    for (Path above = file.getParent();
        !above.equals(target) && isEmpty(above);
        above = above.getParent()) {
      disk.delete(above);
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return !Files.exists(directory);
    }
    try (Stream<Path> inside = Files.list(directory)) {
      return inside.findAny().isEmpty();
    }
  }

  /** Throws away what was prepared and not decided. */
  void discard() throws IOException {
    List<Path> inside;
    try (Stream<Path> all = Files.walk(folder)) {
      inside = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : inside) {
      disk.delete(path);
    }
  }
}
