package io.pgfleet.applier.confidential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that try the same thing over and over, each on its own, until they are stopped. */
final class Attempts implements AutoCloseable {
  private final long begin = System.nanoTime();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final SortedMap<String, AtomicInteger> successes = new ConcurrentSkipListMap<>();
  private final List<ScheduledExecutorService> threads = new ArrayList<>();
  private final int pauseMillis;

  /**
   * @param pauseMillis between two attempts of a client
   */
  Attempts(int pauseMillis) {
    this.pauseMillis = pauseMillis;
  }

  /** What a client does once. */
  interface Attempt {
    void make() throws IOException, SQLException;
  }

  void add(String name, Attempt attempt) {
    AtomicInteger count = new AtomicInteger();
    successes.put(name, count);
    ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    threads.add(thread);
    thread.scheduleWithFixedDelay(
        () -> once(name, attempt, count), 0, pauseMillis, TimeUnit.MILLISECONDS);
  }

  private void once(String name, Attempt attempt, AtomicInteger count) {
    try {
      attempt.make();
      count.incrementAndGet();
    } catch (IOException | UncheckedIOException | SQLException | AssertionError e) {
      double seconds = (System.nanoTime() - begin) / 1e9;
      failures.add(String.format(Locale.ROOT, "%7.2f s %s: %s", seconds, name, e));
    }
  }

  /** What failed, in order, with the second in which it did. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** How often each client succeeded. */
  SortedMap<String, Integer> successes() {
    SortedMap<String, Integer> counts = new TreeMap<>();
    successes.forEach((name, count) -> counts.put(name, count.get()));
    return counts;
  }

  /** Whether every client succeeded so much more often than at that time. */
  boolean since(SortedMap<String, Integer> then, int more) {
    return successes().entrySet().stream()
        .allMatch(one -> one.getValue() >= then.getOrDefault(one.getKey(), 0) + more);
  }

  @Override
  public void close() {
    threads.forEach(ScheduledExecutorService::shutdownNow);
  }
}
