package io.pgfleet.compiler.tree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
    List<String> lines = new ArrayList<>();
    deleted.forEach(path -> lines.add(DELETE + path));
    for (String path : written) {
      Path staged = folder.resolve("files").resolve(path);
      disk.createDirectories(staged.getParent());
      disk.write(staged, tree.files().get(path));
      lines.add(MOVE + path);
    }
    disk.createDirectories(folder);
    Path draft = folder.resolve(JOURNAL + ".draft");
    disk.write(draft, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    disk.move(draft, folder.resolve(JOURNAL));
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
    Path staged = folder.resolve("files").resolve(path);
    if (Files.exists(staged)) {
      disk.createDirectories(target.resolve(path).getParent());
      disk.move(staged, target.resolve(path));
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
