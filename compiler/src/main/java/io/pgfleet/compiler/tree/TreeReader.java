package io.pgfleet.compiler.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads a published tree as it stands on disk. */
public final class TreeReader {
  private TreeReader() {}

  /** All files below that folder; none when there is no such folder. */
  public static Tree read(Path folder) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return new Tree(files);
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          String path = folder.relativize(file).toString();
          files.put(
              path.replace(file.getFileSystem().getSeparator(), "/"), Files.readAllBytes(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read " + folder + " but failed", e);
    }
    return new Tree(files);
  }
}
