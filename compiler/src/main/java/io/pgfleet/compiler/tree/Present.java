package io.pgfleet.compiler.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every file and link that stands in a folder, looked through once and by several threads. */
final class Present {
  /** Hosts and groups, the folders that are worth a thread, stand this deep. */
  private static final int WIDE = 2;

  private final Path root;
  private final Map<String, Look> looks = new TreeMap<>();

  /** How a file looks from outside; a link has no size. */
  private record Look(long size, FileTime modified) {
    private static final long NO_FILE = -1;

    static Look of(BasicFileAttributes seen) {
      return new Look(seen.isRegularFile() ? seen.size() : NO_FILE, seen.lastModifiedTime());
    }
  }

  private Present(Path root) {
    this.root = root;
  }

  /** What is below that folder, which need not exist; links are not followed. */
  static Present in(Path root) throws IOException {
    Present present = new Present(root);
    if (Files.isDirectory(root)) {
      List<Path> wide = new ArrayList<>();
      present.looks.putAll(present.near(root, wide));
      try {
        wide.parallelStream().map(present::below).toList().forEach(present.looks::putAll);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    return present;
  }

  /**
   * Whether nobody published here since: every publication writes to a file at the top.
   *
   * @throws IOException when the folder can't be read
   */
  boolean isCurrent() throws IOException {
    Map<String, Look> then = new TreeMap<>(looks);
    then.keySet().removeIf(path -> path.indexOf('/') >= 0);
    Map<String, Look> now = new TreeMap<>();
    if (Files.isDirectory(root)) {
      try (DirectoryStream<Path> inside = Files.newDirectoryStream(root)) {
        for (Path path : inside) {
          BasicFileAttributes seen =
              Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
          if (!seen.isDirectory()) {
            now.put(name(path), Look.of(seen));
          }
        }
      }
    }
    return then.equals(now);
  }

  Set<String> paths() {
    return looks.keySet();
  }

  /** Those of the paths at which there is no file with that content, sorted. */
  List<String> differing(Map<String, byte[]> wanted) throws IOException {
    try {
      Collection<Map.Entry<String, byte[]>> all = wanted.entrySet();
      Stream<String> differing =
          all.parallelStream().filter(one -> !has(one)).map(Map.Entry::getKey);
      return List.copyOf(new TreeSet<>(differing.toList()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private boolean has(Map.Entry<String, byte[]> wanted) {
    byte[] content = wanted.getValue();
    try {
      Look look = looks.get(wanted.getKey());
      return look != null
          && look.size() == content.length
          && Arrays.equals(Files.readAllBytes(root.resolve(wanted.getKey())), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files above the wide folders; adds the wide folders to the list. */
  private Map<String, Look> near(Path top, List<Path> wide) throws IOException {
    Map<String, Look> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(top, WIDE)) {
      for (Path path : all.toList()) {
        BasicFileAttributes seen =
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!seen.isDirectory()) {
          found.put(name(path), Look.of(seen));
        } else if (path.getNameCount() - top.getNameCount() == WIDE) {
          wide.add(path);
        }
      }
    }
    return found;
  }

  private Map<String, Look> below(Path folder) {
    Map<String, Look> found = new TreeMap<>();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes seen) {
              found.put(name(file), Look.of(seen));
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private String name(Path path) {
    String relative = path.toString().substring(root.toString().length() + 1);
    return relative.replace(path.getFileSystem().getSeparator(), "/");
  }
}
