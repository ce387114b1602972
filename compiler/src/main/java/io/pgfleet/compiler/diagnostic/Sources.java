package io.pgfleet.compiler.diagnostic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lines of the files that diagnostics point into. */
public final class Sources {
  private static final long LARGEST = 32L << 20;

  private final List<Path> roots;
  private final Map<String, List<String>> read = new HashMap<>();

  /** Files are named relative to one of these directories; the first that has a file wins. */
  public Sources(List<Path> roots) {
    this.roots = List.copyOf(roots);
  }

  /** All lines of the file; none when it can't be read. */
  List<String> lines(String file) {
    return read.computeIfAbsent(file, this::load);
  }

  private List<String> load(String file) {
    return roots.stream()
        .map(root -> root.resolve(file))
        .filter(Files::isRegularFile)
        .findFirst()
        .map(Sources::read)
        .orElse(List.of());
  }

  private static List<String> read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        return List.of();
      }
      // no decoder that fails: what is wrong with the bytes is what is being shown
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
