package io.pgfleet.applier.cli;

import java.time.Instant;
import java.util.Optional;

/**
 * A time in which nothing is changed.
 *
 * @param from empty for ever since
 * @param until empty for as long as it is written
 * @param reason for people
 */
record Freeze(Optional<Instant> from, Optional<Instant> until, String reason) {

  boolean holds(Instant now) {
    return from.map(begin -> !begin.isAfter(now)).orElse(true)
        && until.map(end -> end.isAfter(now)).orElse(true);
  }

  @Override
  public String toString() {
    return reason + until.map(end -> " (until " + end + ")").orElse("");
  }
}
