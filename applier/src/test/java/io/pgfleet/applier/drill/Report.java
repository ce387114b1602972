package io.pgfleet.applier.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The table of all drills that ever ran in this checkout; a drill that runs again has its line
 * replaced.
 */
final class Report {
  private static final String HEAD =
      "drill\tresult\tseconds\tclient errors\tlongest write gap (s)\tacknowledged\tlost\tnotes";

  private final Path file;

  Report(Path root) {
    this.file = root.resolve("applier/target/drills.tsv");
  }

  /**
   * Adds a line.
   *
   * @param seconds how long the drill took
   */
  void add(String drill, String result, double seconds, Seen seen) {
    try {
      Files.createDirectories(file.getParent());
      List<String> lines = new ArrayList<>(List.of(HEAD));
      if (Files.exists(file)) {
        Files.readAllLines(file).stream()
            .skip(1)
            .filter(line -> !line.startsWith(drill + "\t"))
            .forEach(lines::add);
      }
      String line =
          String.join(
              "\t",
              drill,
              result,
              String.format(Locale.ROOT, "%.1f", seconds),
              seen.figures(),
              String.join("; ", seen.notes()));
      lines.add(line);
      Files.write(file, lines);
      System.out.println("drill: " + line.replace("\t", " | "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
