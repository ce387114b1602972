package io.pgfleet.applier.node;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends what takes too long, and repeats what must be repeated; one thread for all machines. */
final class Watch implements AutoCloseable {
  private final ScheduledThreadPoolExecutor executor;

  Watch() {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "node-watch");
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
  }

  /** Runs the action after the limit, unless the future is cancelled before. */
  ScheduledFuture<?> after(Duration limit, Runnable action) {
    return executor.schedule(action, limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Runs the action again and again until the future is cancelled. */
  ScheduledFuture<?> every(Duration period, Runnable action) {
    long millis = period.toMillis();
    return executor.scheduleWithFixedDelay(action, millis, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
