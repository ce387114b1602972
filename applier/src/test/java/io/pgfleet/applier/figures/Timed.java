package io.pgfleet.applier.figures;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a process went.
 *
 * @param seconds from its start to its end
 * @param megabytes the most memory that it had, as the kernel counted shortly before its end
 * @param code with which it ended
 */
record Timed(double seconds, long megabytes, int code) {
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s*(\\d+) kB");
  private static final int LOOK_MILLIS = 10;

  /** Runs a command to its end; what it prints goes to the file. */
  static Timed run(Path said, List<String> words) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    long kilobytes = 0;
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      kilobytes = Math.max(kilobytes, peak(process.pid()));
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new Timed(seconds, kilobytes / 1024, process.exitValue());
  }

  /** Runs it and fails when it does. */
  static Timed good(Path said, List<String> words) throws IOException, InterruptedException {
    Timed timed = run(said, words);
    if (timed.code != 0) {
      throw new AssertionError(words + " ended with " + timed.code + ": " + Files.readString(said));
    }
    return timed;
  }

  /** The one in the middle. */
  static Timed median(List<Timed> all) {
    return all.stream().sorted(Comparator.comparing(Timed::seconds)).toList().get(all.size() / 2);
  }

  private static long peak(long process) {
    try {
      Path status = Path.of("/proc", Long.toString(process), "status");
      Matcher found = PEAK.matcher(Files.readString(status, StandardCharsets.UTF_8));
      return found.find() ? Long.parseLong(found.group(1)) : 0;
    } catch (IOException gone) {
      return 0;
    }
  }
}
