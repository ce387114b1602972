package io.pgfleet.compiler.last;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How files look from outside: name, kind, size, inode and the times at which content and entry
 * changed, of everything below some paths. Who writes to a file changes it; no file is opened.
 */
final class Footprint {
  private static final String ATTRIBUTES = "unix:mode,size,ino,ctime,lastModifiedTime";
  private static final int KIND = 0170000;
  private static final int FOLDER = 0040000;
  private static final int LINK = 0120000;
  private static final int WIDE = 2;

  private final AtomicLong newest = new AtomicLong(Long.MIN_VALUE);
  private final boolean links;
  private final byte[] bytes;

  private Footprint(List<Path> roots, boolean links) throws IOException {
    this.links = links;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Path root : roots) {
      all.write((root + "\n").getBytes(StandardCharsets.UTF_8));
      all.write(Files.exists(root, LinkOption.NOFOLLOW_LINKS) ? of(root, 0) : new byte[0]);
    }
    this.bytes = all.toByteArray();
  }

  /**
   * Of files that are only looked at, links included.
   *
   * @throws IOException when a file vanishes meanwhile
   */
  static Footprint ofTree(Path root) throws IOException {
    return unchecked(List.of(root), true);
  }

  /**
   * Of files that are read.
   *
   * @throws IOException when a file vanishes meanwhile, or one is a link: what it leads to would
   *     have to be watched, too
   */
  static Footprint ofInputs(List<Path> roots) throws IOException {
    return unchecked(roots, false);
  }

  private static Footprint unchecked(List<Path> roots, boolean links) throws IOException {
    try {
      return new Footprint(roots, links);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  byte[] bytes() {
    return bytes;
  }

  /** Whether every file had its last change before that one was made. */
  boolean isOlderThan(Path file) throws IOException {
    return newest.get() < changed(Files.readAttributes(file, ATTRIBUTES));
  }

  private byte[] of(Path path, int depth) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      Map<String, Object> seen = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      int mode = (Integer) seen.get("mode");
      out.writeUTF(path.getFileName().toString());
      out.writeInt(mode);
      if ((mode & KIND) == FOLDER) {
        folder(path, depth, out);
      } else {
        file(path, mode, seen, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void file(Path path, int mode, Map<String, Object> seen, DataOutputStream out)
      throws IOException {
    if ((mode & KIND) == LINK && !links) {
      throw new IOException(path + " is a link");
    }
    long changed = changed(seen);
    newest.accumulateAndGet(changed, Math::max);
    out.writeLong((Long) seen.get("size"));
    out.writeLong((Long) seen.get("ino"));
    out.writeLong(nanoseconds(seen.get("lastModifiedTime")));
    out.writeLong(nanoseconds(seen.get("ctime")));
  }

  /** The folders near the top are looked through by several threads. */
  private void folder(Path path, int depth, DataOutputStream out) throws IOException {
    List<Path> inside = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      entries.forEach(inside::add);
    }
    Collections.sort(inside);
    out.writeInt(inside.size());
    if (depth < WIDE) {
      for (byte[] one : inside.parallelStream().map(entry -> of(entry, depth + 1)).toList()) {
        out.write(one);
      }
    } else {
      for (Path entry : inside) {
        out.write(of(entry, depth + 1));
      }
    }
  }

  private static long changed(Map<String, Object> seen) {
    return Math.max(nanoseconds(seen.get("lastModifiedTime")), nanoseconds(seen.get("ctime")));
  }

  private static long nanoseconds(Object time) {
    return ((FileTime) time).to(TimeUnit.NANOSECONDS);
  }
}
