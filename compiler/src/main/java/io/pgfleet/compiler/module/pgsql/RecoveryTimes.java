package io.pgfleet.compiler.module.pgsql;

import java.util.List;
import java.util.Map;

/**
 * How fast a cluster notices and repairs the loss of its leader; seconds.
 *
 * <p>Patroni demands {@code ttl >= loopWait + 2 * retryTimeout}, or a leader that cannot reach its
 * store would still believe in its lock after it ended. A profile's numbers come from {@code
 * pg_rto_plan}; a number of seconds S becomes a ttl of S and thirds of it, rounded down.
 *
 * @param safetyMargin what the watchdog leaves between its own deadline and the end of the lock
 */
record RecoveryTimes(
    int ttl, int loopWait, int retryTimeout, int primaryStartTimeout, int safetyMargin) {
  private static final String USUAL = "norm";
  private static final int LEAST = 15;
  private static final int MOST = 150;
  private static final int USUAL_MARGIN = 5;

  RecoveryTimes {
    if (ttl < loopWait + 2 * retryTimeout) {
      throw new IllegalArgumentException(
          "a ttl of %d s is less than loop_wait %d s and twice retry_timeout %d s"
              .formatted(ttl, loopWait, retryTimeout));
    }
  }

  /**
   * The times of a profile's name or a number of seconds from 15 to 150; anything else means the
   * profile {@code norm}.
   */
  static RecoveryTimes of(String rto, Map<String, List<Object>> plans) {
    if (rto.matches("[0-9]{2,3}")) {
      int seconds = Integer.parseInt(rto);
      if (seconds >= LEAST && seconds <= MOST) {
        return ofSeconds(seconds);
      }
    }
    return ofPlan(plans.getOrDefault(rto, plans.get(USUAL)));
  }

  private static RecoveryTimes ofSeconds(int seconds) {
    int third = seconds / 3;
    return new RecoveryTimes(seconds, third, third, third, USUAL_MARGIN);
  }

  private static RecoveryTimes ofPlan(List<Object> plan) {
    return new RecoveryTimes(
        number(plan, 0), number(plan, 1), number(plan, 2), number(plan, 3), number(plan, 4));
  }

  private static int number(List<Object> plan, int index) {
    return ((Number) plan.get(index)).intValue();
  }
}
