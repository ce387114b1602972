package io.pgfleet.applier.confidential;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Where secrets were seen, and which. */
final class Hits {
  private final Needles needles;
  private final SortedMap<String, SortedSet<String>> all = new TreeMap<>();

  Hits(Needles needles) {
    this.needles = needles;
  }

  SortedMap<String, SortedSet<String>> all() {
    return all;
  }

  void add(String where, Collection<String> secrets) {
    all.computeIfAbsent(where, one -> new TreeSet<>()).addAll(secrets);
  }

  void look(String where, String text) {
    SortedSet<String> found = needles.in(text);
    if (!found.isEmpty()) {
      add(where, found);
    }
  }

  /** Looks through every file below a folder but one. */
  void lookThrough(Path folder, Path except) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.equals(except)) {
          look(file.toString(), text(file));
        }
      }
    }
  }

  /** Looks at the temporary files since then; they may be anybody's, and gone at any moment. */
  void lookAround(Instant since) throws IOException {
    List<Path> files;
    try (Stream<Path> inside = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      files = inside.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      try {
        if (Files.getLastModifiedTime(file).toInstant().isAfter(since)) {
          look(file.toString(), text(file));
        }
      } catch (NoSuchFileException gone) {
        continue;
      }
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }
}
