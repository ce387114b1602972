package io.pgfleet.applier.drill;

import io.pgfleet.applier.cluster.Database;
import io.pgfleet.applier.fleet.Eventually;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** An application that connects for each question. */
final class Reads implements AutoCloseable {
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int SOME = 20;

  private final Database database;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicInteger errors = new AtomicInteger();
  private final Thread thread = new Thread(this::read, "reads");
  private volatile long longest;

  Reads(Database database) {
    this.database = database;
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    long last = System.nanoTime();
    while (!stopped.get()) {
      try {
        database.ask("select 1");
        count.incrementAndGet();
        longest = Math.max(longest, System.nanoTime() - last);
        last = System.nanoTime();
      } catch (SQLException e) {
        errors.incrementAndGet();
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  int count() {
    return count.get();
  }

  int errors() {
    return errors.get();
  }

  double longestGapSeconds() {
    return longest / 1e9;
  }

  /** Waits until it got some more answers. */
  void goOn() {
    int then = count();
    Eventually.within(Duration.ofSeconds(30), "reads go on", () -> count() > then + SOME);
  }

  /** Waits until a row of answers came without an error between them. */
  void settle(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    int before;
    do {
      before = errors();
      goOn();
    } while (errors() != before && System.nanoTime() < deadline);
    if (errors() != before) {
      throw new AssertionError("reads still fail after " + limit.toSeconds() + " s");
    }
  }

  @Override
  public void close() {
    stopped.set(true);
    try {
      thread.join(TimeUnit.SECONDS.toMillis(30));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
