package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A case that is tried without what protects from it, and has to fail then; the outcome is in
 * {@code target/faults.tsv}.
 *
 * @param suite where the case belongs
 */
record Unprotected(String suite, String name, Mutation protection) {
  private static final long MINUTES = 3;
  private static final int WHY = 100;

  /**
   * Tries it.
   *
   * @param folder an empty one
   * @param words what the case needs besides its name
   */
  void fails(Path folder, List<String> words) {
    protection.into(folder);
    int code = run(folder, words);
    tell(outcome(code), why(folder));
    assertEquals(
        FaultCase.FAILS,
        code,
        () -> "the case does not notice that its protection is gone: " + said(folder));
  }

  private static String outcome(int code) {
    return switch (code) {
      case FaultCase.FAILS -> "fails";
      case FaultCase.PASSES -> "PASSES";
      default -> "BREAKS";
    };
  }

  /** How an assertion's message begins and ends, which may be many lines long. */
  private static String why(Path folder) {
    String message = said(folder).split("\n\tat ", 2)[0].replaceFirst("^[\\w.]+: ", "");
    int end = message.lastIndexOf("==> ");
    return end < 0 ? line(message) : line(message.substring(0, end)) + " " + message.substring(end);
  }

  private static String line(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() > WHY ? line.substring(0, WHY) + " …" : line;
  }

  private int run(Path folder, List<String> words) {
    List<String> argv = new ArrayList<>();
    argv.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    argv.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    argv.add("-Dpgfleet.root=" + System.getProperty("pgfleet.root"));
    argv.addAll(List.of("-cp", folder + ":" + System.getProperty("java.class.path")));
    argv.add(FaultCase.class.getName());
    argv.add(name);
    argv.addAll(words);
    try {
      Process process =
          new ProcessBuilder(argv)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("said").toFile())
              .start();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
      assertTrue(process.waitFor(MINUTES, TimeUnit.MINUTES), () -> name + " does not end");
      return process.exitValue();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static String said(Path folder) {
    try {
      return Files.readString(folder.resolve("said"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The outcome takes the place of an earlier one of the same case. */
  private void tell(String outcome, String why) {
    Path file = Path.of(System.getProperty("pgfleet.root"), "applier/target/faults.tsv");
    String key = suite + "\t" + name;
    SortedMap<String, String> lines = new TreeMap<>();
    try {
      if (Files.exists(file)) {
        Files.readAllLines(file)
            .forEach(line -> lines.put(line.replaceFirst("^([^\t]*\t[^\t]*)\t.*", "$1"), line));
      }
      lines.put(key, key + "\t" + protection + "\t" + outcome + "\t" + why);
      Files.writeString(file, String.join("\n", lines.values()) + "\n");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
