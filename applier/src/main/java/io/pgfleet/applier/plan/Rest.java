package io.pgfleet.applier.plan;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a plan says about machines that do not take part.
 *
 * @param left hosts that were left out, and stay as they are
 * @param unknown why a host could not be looked at, by host
 * @param pending what a run over all machines would do on hosts that were left out, by host
 * @param gone hosts that left the inventory and were not taken away yet
 */
public record Rest(
    List<String> left,
    SortedMap<String, String> unknown,
    SortedMap<String, List<String>> pending,
    List<String> gone) {
  public Rest {
    left = List.copyOf(left);
    unknown = Collections.unmodifiableSortedMap(new TreeMap<>(unknown));
    pending = Collections.unmodifiableSortedMap(new TreeMap<>(pending));
    gone = List.copyOf(gone);
  }

  /** The same with hosts that left the inventory. */
  public Rest without(List<String> hosts) {
    return new Rest(left, unknown, pending, hosts);
  }

  static Rest of(List<String> left) {
    return new Rest(left, new TreeMap<>(), new TreeMap<>(), List.of());
  }
}
