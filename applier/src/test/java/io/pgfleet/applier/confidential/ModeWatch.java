package io.pgfleet.applier.confidential;

import io.pgfleet.applier.fleet.FleetNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks, over and over, at the modes of every file that is to hold a secret, of the temporary file
 * beside it, and of all that lies in the applier's folder on a node. A file that a package brought
 * may be open for all until ours takes its place, as long as no secret stands in it.
 */
final class ModeWatch implements AutoCloseable {
  private static final int PAUSE_MILLIS = 3;
  private static final String STORE = "var/lib/pgfleet";
  private static final String DRAFT = ".pgfleet";

  private final Needles needles;
  private final List<Path> watched = new ArrayList<>();
  private final List<Path> stores = new ArrayList<>();
  private final SortedSet<String> open = new ConcurrentSkipListSet<>();
  private final AtomicInteger sights = new AtomicInteger();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

  ModeWatch(Needles needles) {
    this.needles = needles;
  }

  /** Begins to watch files by their absolute paths on a node. */
  void add(FleetNode node, SortedSet<String> paths) {
    Path root = node.files();
    for (String path : paths) {
      Path file = root.resolve(path.substring(1));
      watched.add(file);
      watched.add(file.resolveSibling("." + file.getFileName() + DRAFT));
    }
    stores.add(root.resolve(STORE));
  }

  ModeWatch start() {
    thread.scheduleWithFixedDelay(this::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    return this;
  }

  private void look() {
    watched.forEach(this::look);
    stores.forEach(this::lookInto);
  }

  private void lookInto(Path folder) {
    look(folder);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(this::look);
    } catch (IOException absent) {
      // not there yet, or not any more
    }
  }

  private void look(Path file) {
    try {
      PosixFileAttributes attributes =
          Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      sights.incrementAndGet();
      Set<PosixFilePermission> granted = attributes.permissions();
      boolean others =
          granted.contains(PosixFilePermission.OTHERS_READ)
              || granted.contains(PosixFilePermission.OTHERS_WRITE);
      if (others && (isOurs(file) || !needles.in(Files.readAllBytes(file)).isEmpty())) {
        open.add(file + " " + PosixFilePermissions.toString(granted));
      }
    } catch (IOException absent) {
      // not there yet, or not any more
    }
  }

  private static boolean isOurs(Path file) {
    return file.toString().endsWith(DRAFT) || file.toString().contains("/" + STORE);
  }

  /** Files that others could read or write at some moment, with their modes then. */
  SortedSet<String> open() {
    return open;
  }

  /** How often a file was there to be looked at. */
  int sights() {
    return sights.get();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
