package io.pgfleet.applier.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * When an environment may be changed.
 *
 * @param zone of the windows
 * @param windows in which changes are allowed; none means always
 */
record Calendar(List<Freeze> freezes, ZoneId zone, List<Window> windows) {
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm VV", Locale.ROOT);

  Calendar {
    freezes = List.copyOf(freezes);
    windows = List.copyOf(windows);
  }

  /** Any time will do. */
  static Calendar always() {
    return new Calendar(List.of(), ZoneId.of("UTC"), List.of());
  }

  /** The freeze that holds now. */
  Optional<Freeze> freeze(Instant now) {
    return freezes.stream().filter(freeze -> freeze.holds(now)).findFirst();
  }

  boolean isOpen(Instant now) {
    return windows.isEmpty() || closes(now).isPresent();
  }

  /** When the open window ends, the latest if there are several; empty when none is open. */
  Optional<Instant> closes(Instant now) {
    return windows.stream()
        .flatMap(window -> window.openUntil(now, zone).stream())
        .max(Instant::compareTo);
  }

  /** When the next window opens, for people. */
  String opens(Instant now) {
    return windows.stream()
        .map(window -> window.next(now, zone))
        .min(Instant::compareTo)
        .map(this::shown)
        .orElse("now");
  }

  String shown(Instant time) {
    return SHOWN.format(time.atZone(zone));
  }
}
