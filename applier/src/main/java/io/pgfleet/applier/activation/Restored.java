package io.pgfleet.applier.activation;

import java.util.List;

/**
 * How the way back of one machine went.
 *
 * @param acted whether there was anything to take back
 * @param slips what could not be taken back
 */
record Restored(boolean acted, List<Slip> slips) {
  Restored {
    slips = List.copyOf(slips);
  }

  static Restored nothing() {
    return new Restored(false, List.of());
  }

  /** Whether the machine holds and runs what it did before. */
  boolean isAsBefore() {
    return acted && slips.stream().noneMatch(Slip::broken);
  }
}
