package io.pgfleet.applier.activation;

import io.pgfleet.applier.plan.NodeState;
import io.pgfleet.applier.plan.Recorded;
import io.pgfleet.applier.plan.World;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Times of successes that only grow, even if the clock of this or of an earlier controller lies.
 */
final class Timestamps {
  private final Clock clock;
  private Instant last;

  Timestamps(Clock clock, World world) {
    this.clock = clock;
    this.last =
        world.nodes().values().stream()
            .map(NodeState::recorded)
            .flatMap(Timestamps::marks)
            .map(mark -> Instant.parse(mark.at()))
            .max(Instant::compareTo)
            .orElse(Instant.EPOCH);
  }

  private static Stream<Recorded.Mark> marks(Recorded recorded) {
    return Stream.concat(
        recorded.steps().values().stream(),
        recorded.groups().values().stream().flatMap(group -> group.steps().values().stream()));
  }

  /** The time of now, or one millisecond after the latest known one. */
  synchronized String next() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    last = now.isAfter(last) ? now : last.plusMillis(1);
    return String.format(Locale.ROOT, "%1$tFT%1$tT.%1$tLZ", last.atOffset(ZoneOffset.UTC));
  }
}
