package io.pgfleet.applier.confidential;

import io.pgfleet.applier.fleet.FleetNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Looks for secrets in every file of a node that changed since a moment. */
final class NodeSearch {
  private static final long LARGEST = 64L << 20;

  /** Of the kernel, not of the node. */
  private static final Set<String> NOT_FILES = Set.of("/proc", "/sys");

  private final Needles needles;
  private final Instant since;

  /** Files that hold a secret, by path on the node. */
  record Found(SortedMap<String, Holder> holders, int files) {}

  /**
   * @param mode such as {@code rw-r-----}
   */
  record Holder(String mode, SortedSet<String> secrets) {}

  NodeSearch(Needles needles, Instant since) {
    this.needles = needles;
    this.since = since;
  }

  Found search(FleetNode node) {
    Path root = node.files();
    Visitor visitor = new Visitor(root);
    try {
      Files.walkFileTree(root.resolve("."), visitor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Found(visitor.holders, visitor.files);
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    private final Path root;
    private final SortedMap<String, Holder> holders = new TreeMap<>();
    private int files;

    Visitor(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return NOT_FILES.contains(path(folder))
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      FileTime changed =
          (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
      if (attributes.isRegularFile()
          && attributes.size() < LARGEST
          && changed.toInstant().isAfter(since)) {
        files++;
        SortedSet<String> hits = content(file);
        if (!hits.isEmpty()) {
          PosixFileAttributes posix = Files.readAttributes(file, PosixFileAttributes.class);
          holders.put(
              path(file), new Holder(PosixFilePermissions.toString(posix.permissions()), hits));
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException ended) {
      return FileVisitResult.CONTINUE;
    }

    private SortedSet<String> content(Path file) {
      try {
        return needles.in(Files.readAllBytes(file));
      } catch (IOException gone) {
        return new TreeSet<>();
      }
    }

    private String path(Path file) {
      return "/" + root.relativize(file.normalize());
    }
  }
}
