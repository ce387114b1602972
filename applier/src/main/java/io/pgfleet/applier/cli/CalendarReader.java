package io.pgfleet.applier.cli;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code freeze} and {@code maintenance} of {@code env.yml}. */
final class CalendarReader {
  private final Path file;

  CalendarReader(Path file) {
    this.file = file;
  }

  Calendar read(Map<?, ?> fields) {
    Object maintenance = fields.get("maintenance");
    if (maintenance != null && !(maintenance instanceof Map<?, ?>)) {
      throw invalid("'maintenance' is not a mapping; write 'zone' and 'windows' below it");
    }
    Map<?, ?> windows = maintenance instanceof Map<?, ?> map ? map : Map.of();
    return new Calendar(freezes(fields.get("freeze")), zone(windows), windows(windows));
  }

  private List<Freeze> freezes(Object value) {
    List<Freeze> freezes = new ArrayList<>();
    for (Object one : list("freeze", value)) {
      if (!(one instanceof Map<?, ?> freeze) || freeze.get("reason") == null) {
        throw invalid("a freeze has no reason; write '- reason: …', and 'from' and 'until'");
      }
      freezes.add(
          new Freeze(
              time(freeze.get("from")),
              time(freeze.get("until")),
              freeze.get("reason").toString()));
    }
    return freezes;
  }

  private Optional<Instant> time(Object value) {
    try {
      return Optional.ofNullable(value).map(Object::toString).map(Instant::parse);
    } catch (DateTimeException broken) {
      throw invalid("'" + value + "' is no time; write one such as 2026-12-24T12:00:00Z");
    }
  }

  private ZoneId zone(Map<?, ?> maintenance) {
    Object zone = maintenance.get("zone");
    try {
      return ZoneId.of(zone == null ? "UTC" : zone.toString());
    } catch (DateTimeException broken) {
      throw invalid("'" + zone + "' is no time zone; write one such as Europe/Berlin");
    }
  }

  private List<Window> windows(Map<?, ?> maintenance) {
    try {
      return list("windows", maintenance.get("windows")).stream()
          .map(Object::toString)
          .map(Window::parse)
          .toList();
    } catch (IllegalArgumentException broken) {
      throw invalid(broken.getMessage());
    }
  }

  private List<?> list(String name, Object value) {
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw invalid("'" + name + "' is not a list; write each on a line of its own after '- '");
  }

  private Refusal invalid(String what) {
    return new Refusal(ExitCode.INVALID, file + ": " + what);
  }
}
