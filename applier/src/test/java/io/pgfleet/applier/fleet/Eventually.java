package io.pgfleet.applier.fleet;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The one place where a test waits: for a condition, until a deadline. */
public final class Eventually {

  private static final Duration PAUSE = Duration.ofMillis(100);

  private Eventually() {}

  /**
   * Waits until the condition holds.
   *
   * @throws AssertionError when it still does not hold after the limit
   */
  public static void within(Duration limit, String expected, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() >= deadline) {
        throw new AssertionError(
            expected + " did not come true within " + limit.toSeconds() + " s");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
