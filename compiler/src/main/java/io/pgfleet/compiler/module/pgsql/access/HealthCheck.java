package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.parameter.PgBootstrap;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/**
 * How often a load balancer asks a member, and how many equal answers it believes.
 *
 * @param inter between two checks, such as {@code 2s}
 * @param fastinter while the state changes
 * @param downinter while the member is down
 * @param rise good answers until it is up
 * @param fall bad answers until it is down
 */
record HealthCheck(String inter, String fastinter, String downinter, String rise, String fall) {
  private static final String USUAL = "norm";

  /** What the reference's manual shows; profiles have their own, a number of seconds has not. */
  private static final HealthCheck OF_SECONDS = new HealthCheck("3s", "1s", "5s", "3", "3");

  /** The second half of a recovery profile in {@code pg_rto_plan}; {@code norm} for other words. */
  static HealthCheck of(PgBootstrap parameters) {
    if (parameters.pgRto().matches("[0-9]+")) {
      return OF_SECONDS;
    }
    Map<String, List<Object>> plans = parameters.pgRtoPlan();
    List<Object> plan = plans.getOrDefault(parameters.pgRto(), plans.get(USUAL));
    return new HealthCheck(
        time(plan.get(5).toString()),
        time(plan.get(6).toString()),
        time(plan.get(7).toString()),
        plan.get(8).toString(),
        plan.get(9).toString());
  }

  /** HAProxy knows no fractions: {@code 0.5s} is {@code 500ms} there. */
  private static String time(String text) {
    if (!text.matches("[0-9]*\\.[0-9]+s")) {
      return text;
    }
    BigDecimal seconds = new BigDecimal(text.substring(0, text.length() - 1));
    return seconds.movePointRight(3).setScale(0, RoundingMode.HALF_UP) + "ms";
  }

  /** The default-server line of a service whose user gave none. */
  String options() {
    return "inter "
        + inter
        + " fastinter "
        + fastinter
        + " downinter "
        + downinter
        + " rise "
        + rise
        + " fall "
        + fall
        + " on-marked-down shutdown-sessions slowstart 30s maxconn 3000 maxqueue 128 weight 100";
  }
}
