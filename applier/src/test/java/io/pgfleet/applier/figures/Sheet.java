package io.pgfleet.applier.figures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Figures as they come: each is printed and written into a file at once, with its limit. */
final class Sheet {
  private final Path file;

  /** Begins a sheet below those that are in the file already. */
  Sheet(Path file) {
    this.file = file;
  }

  /** How long something took, and how much memory it had at most. */
  void time(String what, Timed timed) {
    line(what, timed.seconds(), "s", "", timed.megabytes() + " MB");
  }

  void figure(String what, double figure, String unit) {
    line(what, figure, unit, "", "");
  }

  /** A figure that should be at most so much. */
  void most(String what, double figure, String unit, double limit) {
    line(what, figure, unit, "at most " + limit, figure <= limit ? "kept" : "MISSED");
  }

  /** A figure that should be at least so much. */
  void least(String what, double figure, String unit, double limit) {
    line(what, figure, unit, "at least " + limit, figure >= limit ? "kept" : "MISSED");
  }

  /** What could not be measured. */
  void say(String what) {
    write(what);
  }

  private void line(String what, double figure, String unit, String limit, String more) {
    write(
        String.format(Locale.ROOT, "%-50s\t%8.2f\t%-3s\t%s\t%s", what, figure, unit, limit, more));
  }

  private void write(String line) {
    System.out.println(line);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
