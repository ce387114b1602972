package io.pgfleet.applier;

import java.util.List;

/**
 * Which machines a run is about, and how.
 *
 * @param hosts that take part; empty for all
 * @param tolerated how many of them may be out of reach
 * @param atOnce how many machines are worked on at the same time
 */
public record Reach(List<String> hosts, int tolerated, int atOnce) {
  private static final int AT_ONCE = 16;

  public Reach {
    hosts = List.copyOf(hosts);
  }

  /** All of the hosts have to be there. */
  public static Reach of(List<String> hosts) {
    return new Reach(hosts, 0, AT_ONCE);
  }

  public Reach tolerating(int number) {
    return new Reach(hosts, number, atOnce);
  }

  public Reach atOnce(int number) {
    return new Reach(hosts, tolerated, number);
  }
}
