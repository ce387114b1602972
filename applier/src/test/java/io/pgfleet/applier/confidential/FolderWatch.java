package io.pgfleet.applier.confidential;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks at every file below a folder as soon as the kernel tells that it came, was written or got
 * another mode; folders that come are watched from then on.
 */
final class FolderWatch implements AutoCloseable {
  /** The data of servers, which they keep to themselves and write all the time. */
  private static final String DATA = "/data/(etcd|postgres/[^/]+/data)/.*";

  private static final long LARGEST = 32L << 20;
  private static final long TICK_MILLIS = 50;

  private final Place place;
  private final Needles needles;
  private final WatchService news;
  private final Map<Path, String> known = new ConcurrentHashMap<>();
  private final SortedSet<String> open = new ConcurrentSkipListSet<>();
  private final SortedSet<String> blind = new ConcurrentSkipListSet<>();
  private final SortedSet<String> holders = new ConcurrentSkipListSet<>();
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicInteger overflows = new AtomicInteger();

  /**
   * What is watched.
   *
   * @param skipped paths below the root, each with a slash in front
   */
  record Place(String name, Path root, Set<String> skipped) {
    String path(Path file) {
      return "/" + root.relativize(file.normalize());
    }

    boolean skips(Path folder) {
      return skipped.contains(path(folder));
    }
  }

  private FolderWatch(Place place, Needles needles, WatchService news) {
    this.place = place;
    this.needles = needles;
    this.news = news;
  }

  static FolderWatch begin(Place place, Needles needles) throws IOException {
    FolderWatch watch =
        new FolderWatch(place, needles, place.root().getFileSystem().newWatchService());
    watch.take(place.root().resolve("."));
    Thread thread = new Thread(watch::listen, "watch of " + place.name());
    thread.setDaemon(true);
    thread.start();
    return watch;
  }

  private void listen() {
    try {
      while (true) {
        WatchKey key = news.take();
        Path folder = (Path) key.watchable();
        for (WatchEvent<?> event : key.pollEvents()) {
          if (event.kind() == OVERFLOW) {
            overflows.incrementAndGet();
            take(folder);
          } else {
            hear(folder.resolve((Path) event.context()), event.kind() == ENTRY_CREATE);
          }
        }
        key.reset();
      }
    } catch (ClosedWatchServiceException | InterruptedException closed) {
      // the watch is over
    }
  }

  private void hear(Path path, boolean isNew) {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      if (isNew) {
        take(path);
      }
    } else {
      look(path);
    }
  }

  /** Watches a folder and those in it, and looks at what is there already. */
  private void take(Path folder) {
    try {
      Files.walkFileTree(folder, new Visitor());
    } catch (IOException e) {
      blind.add(place.name() + " " + place.path(folder) + ": " + e);
    }
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (place.skips(folder)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      try {
        folder.register(news, ENTRY_CREATE, ENTRY_MODIFY);
        return FileVisitResult.CONTINUE;
      } catch (NoSuchFileException | NotDirectoryException gone) {
        return FileVisitResult.SKIP_SUBTREE;
      }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      look(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException gone) {
      return FileVisitResult.CONTINUE;
    }
  }

  private void look(Path file) {
    try {
      Map<String, Object> seen =
          Files.readAttributes(
              file, "unix:isRegularFile,size,ctime,permissions", LinkOption.NOFOLLOW_LINKS);
      if (seen.get("isRegularFile").equals(true) && !isKnown(file, seen)) {
        look(file, permissions(seen.get("permissions")), (Long) seen.get("size"));
      }
    } catch (IOException gone) {
      // not there any more
    }
  }

  /**
   * A file that looks the same from outside was looked into before; but the kernel's clock is
   * coarse, so one that just changed may have changed again.
   */
  private boolean isKnown(Path file, Map<String, Object> seen) {
    String state = seen.get("size") + " " + seen.get("ctime") + " " + seen.get("permissions");
    boolean settled =
        ((FileTime) seen.get("ctime")).toMillis() < System.currentTimeMillis() - TICK_MILLIS;
    return state.equals(known.put(file, state)) && settled;
  }

  private void look(Path file, Set<PosixFilePermission> granted, long size) throws IOException {
    boolean others =
        granted.contains(PosixFilePermission.OTHERS_READ)
            || granted.contains(PosixFilePermission.OTHERS_WRITE);
    String path = place.path(file);
    if (size > LARGEST || !others && path.matches(DATA)) {
      return;
    }
    looks.incrementAndGet();
    SortedSet<String> hits = needles.in(Files.readAllBytes(file));
    if (!hits.isEmpty()) {
      if (others) {
        open.add(place.name() + " " + path + " " + PosixFilePermissions.toString(granted));
      }
      holders.add(path);
    }
  }

  private static Set<PosixFilePermission> permissions(Object attribute) {
    Set<PosixFilePermission> granted = EnumSet.noneOf(PosixFilePermission.class);
    ((Set<?>) attribute).forEach(one -> granted.add((PosixFilePermission) one));
    return granted;
  }

  String name() {
    return place.name();
  }

  SortedSet<String> open() {
    return open;
  }

  /** Folders that could not be watched, with the reason. */
  SortedSet<String> blind() {
    return blind;
  }

  SortedSet<String> holders() {
    return holders;
  }

  String figures() {
    return name() + ": " + looks + " looks, " + overflows + " overflows";
  }

  @Override
  public void close() {
    try {
      news.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
