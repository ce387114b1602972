package io.pgfleet.applier.activation;

import io.pgfleet.applier.node.NodeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/** Does the same on several machines at once. */
public final class Crew implements AutoCloseable {
  private final ExecutorService threads;

  /**
   * @param size how many machines at once
   */
  public Crew(int size) {
    this.threads = Executors.newFixedThreadPool(size, Crew::thread);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "machine");
    thread.setDaemon(true);
    return thread;
  }

  private static void start(Runnable task) {
    thread(task).start();
  }

  /** What came of it, by host; a machine failed when it is among the failures. */
  public record Harvest<T>(
      SortedMap<String, T> results, SortedMap<String, RuntimeException> failures) {
    public Harvest {
      results = Collections.unmodifiableSortedMap(results);
      failures = Collections.unmodifiableSortedMap(failures);
    }

    /** Hands on the first failure, if there is one. */
    SortedMap<String, T> orThrow() {
      for (RuntimeException failure : failures.values()) {
        throw failure;
      }
      return results;
    }
  }

  /** Does something meanwhile; what is given back waits for it, or fails as it did. */
  public <T> Supplier<T> later(Supplier<T> work) {
    // not one of the crew: it may wait for them
    CompletableFuture<T> future = CompletableFuture.supplyAsync(work, Crew::start);
    return () -> {
      try {
        return future.join();
      } catch (CompletionException failed) {
        if (failed.getCause() instanceof RuntimeException known) {
          throw known;
        }
        throw failed;
      }
    };
  }

  /** Waits for all; failures of machines and steps are kept, others are bugs and thrown. */
  public <T> Harvest<T> each(Collection<String> hosts, Function<String, T> work) {
    Map<String, Future<T>> futures = new LinkedHashMap<>();
    for (String host : hosts) {
      futures.put(host, threads.submit(() -> work.apply(host)));
    }
    SortedMap<String, T> results = new TreeMap<>();
    SortedMap<String, RuntimeException> failures = new TreeMap<>();
    List<RuntimeException> bugs = new ArrayList<>();
    futures.forEach((host, future) -> collect(host, future, results, failures, bugs));
    if (!bugs.isEmpty()) {
      throw bugs.get(0);
    }
    return new Harvest<>(results, failures);
  }

  private static <T> void collect(
      String host,
      Future<T> future,
      SortedMap<String, T> results,
      SortedMap<String, RuntimeException> failures,
      List<RuntimeException> bugs) {
    try {
      results.put(host, future.get());
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      if (cause instanceof NodeException || cause instanceof StepFailure) {
        failures.put(host, (RuntimeException) cause);
      } else if (cause instanceof RuntimeException bug) {
        bugs.add(bug);
      } else {
        bugs.add(new IllegalStateException(cause));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      failures.put(host, new StepFailure("interrupted"));
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
