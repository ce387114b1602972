package io.pgfleet.applier.activation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** The only place where a run waits: until something is so, or a deadline passes. */
public final class Waiting {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final Clock clock;
  private final Pause pause;

  /** Lets time pass. */
  public interface Pause {
    void pass(Duration time) throws InterruptedException;
  }

  public Waiting(Clock clock, Pause pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /** By the clock on the wall. */
  public static Waiting real(Clock clock) {
    return new Waiting(clock, time -> Thread.sleep(time.toMillis()));
  }

  /**
   * Tells whether the condition became true before the deadline and stayed so for a while.
   *
   * @param stable how long it has to stay true; zero when once is enough
   */
  boolean until(BooleanSupplier condition, Duration deadline, Duration stable) {
    Instant end = clock.instant().plus(deadline);
    Instant since = null;
    Duration wait = FIRST;
    while (true) {
      boolean so = condition.getAsBoolean();
      Instant now = clock.instant();
      since = so ? (since == null ? now : since) : null;
      if (since != null && !now.isBefore(since.plus(stable))) {
        return true;
      }
      if (!now.isBefore(end) && since == null) {
        return false;
      }
      pass(wait);
      wait = wait.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : wait.multipliedBy(2);
    }
  }

  private void pass(Duration time) {
    try {
      pause.pass(time);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new StepFailure("waiting was interrupted");
    }
  }
}
