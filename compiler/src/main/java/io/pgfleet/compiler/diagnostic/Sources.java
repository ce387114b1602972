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
  private final Path parent;
  private final Map<String, List<String>> read = new HashMap<>();

  /** Files are named relative to that directory, the parent of the inventories directory. */
  public Sources(Path parent) {
    this.parent = parent;
  }

  /** All lines of the file; none when it can't be read. */
  List<String> lines(String file) {
    return read.computeIfAbsent(file, this::load);
  }

  private List<String> load(String file) {
    Path path = parent.resolve(file);
    if (!Files.isRegularFile(path)) {
      return List.of();
    }
    try {
      // no decoder that fails: what is wrong with the bytes is what is being shown
      return new String(Files.readAllBytes(path), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
