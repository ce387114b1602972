package io.pgfleet.compiler.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A file of lines whose fields are separated by tabs; those that begin with # are for people. */
final class TableFile {
  private TableFile() {}

  /**
   * Its lines, the fields of each.
   *
   * @throws IllegalArgumentException when a line has another number of fields
   */
  static List<List<String>> read(Path file, int fields) throws IOException {
    List<List<String>> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      List<String> found = Arrays.asList(line.split("\t", -1));
      if (line.startsWith("#")) {
        continue;
      }
      if (found.size() != fields) {
        throw new IllegalArgumentException(
            file + " has a line without " + fields + " fields: " + line);
      }
      lines.add(found);
    }
    return lines;
  }

  /** Versions such as {@code 13-17} or {@code 14,16}. */
  static List<Integer> majors(String text) {
    List<Integer> majors = new ArrayList<>();
    for (String part : text.isEmpty() ? new String[0] : text.split(",")) {
      String[] ends = part.split("-");
      int last = Integer.parseInt(ends[ends.length - 1]);
      for (int major = Integer.parseInt(ends[0]); major <= last; major++) {
        majors.add(major);
      }
    }
    return majors;
  }
}
