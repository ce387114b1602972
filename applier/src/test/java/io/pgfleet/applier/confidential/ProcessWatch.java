package io.pgfleet.applier.confidential;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks, over and over, at the command line and the environment of every process: of the controller
 * and of all nodes, since nodes are containers of this kernel.
 */
final class ProcessWatch implements AutoCloseable {
  private static final int PAUSE_MILLIS = 20;

  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final AtomicInteger rounds = new AtomicInteger();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

  static ProcessWatch start() {
    ProcessWatch watch = new ProcessWatch();
    watch.thread.scheduleWithFixedDelay(watch::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    return watch;
  }

  private void look() {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        String command = read(process.resolve("cmdline"));
        if (known.add(process.getFileName() + " " + command)) {
          seen.add(command);
          seen.add(read(process.resolve("environ")));
        }
      }
      rounds.incrementAndGet();
    } catch (IOException e) {
      throw new AssertionError("/proc can't be listed", e);
    }
  }

  /** Empty when the process ended meanwhile. */
  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException ended) {
      return "";
    }
  }

  /** Every command line and environment so far. */
  Set<String> seen() {
    return seen;
  }

  int rounds() {
    return rounds.get();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
