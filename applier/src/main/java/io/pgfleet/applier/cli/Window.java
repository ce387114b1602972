package io.pgfleet.applier.cli;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time of the week in which changes are allowed, such as {@code Sat,Sun 22:00-04:00}.
 *
 * @param text as it was written
 * @param days on which it begins
 * @param to end; not after the beginning when it is on the next day
 */
record Window(String text, Set<DayOfWeek> days, LocalTime from, LocalTime to) {
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z,-]+) +([0-2][0-9]:[0-5][0-9])-([0-2][0-9]:[0-5][0-9])");
  private static final List<String> NAMES =
      List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final int WEEK = 7;

  Window {
    days = EnumSet.copyOf(days);
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is of another form; says which part
   */
  static Window parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no window; write days and hours, such as 'Sat,Sun 22:00-04:00'");
    }
    return new Window(
        text.strip(), days(matcher.group(1)), time(matcher.group(2)), time(matcher.group(3)));
  }

  private static LocalTime time(String text) {
    int hour = Integer.parseInt(text.substring(0, 2));
    if (hour > 23) {
      throw new IllegalArgumentException("'" + text + "' is no time; write 00:00 to 23:59");
    }
    return LocalTime.of(hour, Integer.parseInt(text.substring(3)));
  }

  private static Set<DayOfWeek> days(String text) {
    if (text.equalsIgnoreCase("daily")) {
      return EnumSet.allOf(DayOfWeek.class);
    }
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : text.split(",", -1)) {
      String[] ends = part.split("-", -1);
      DayOfWeek day = day(ends[0]);
      DayOfWeek last = day(ends[ends.length - 1]);
      days.add(day);
      while (day != last) {
        day = day.plus(1);
        days.add(day);
      }
    }
    return days;
  }

  private static DayOfWeek day(String text) {
    int index = NAMES.indexOf(text.toLowerCase(Locale.ROOT));
    if (index < 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is no day; write Mon, Tue, Wed, Thu, Fri, Sat, Sun or daily");
    }
    return DayOfWeek.of(index + 1);
  }

  /** When it ends, if it is open at that moment. */
  Optional<Instant> openUntil(Instant now, ZoneId zone) {
    LocalDate today = now.atZone(zone).toLocalDate();
    return List.of(today.minusDays(1), today).stream()
        .filter(day -> days.contains(day.getDayOfWeek()))
        .filter(day -> !begins(day, zone).isAfter(now) && ends(day, zone).isAfter(now))
        .map(day -> ends(day, zone))
        .max(Instant::compareTo);
  }

  /** When it opens next. */
  Instant next(Instant now, ZoneId zone) {
    LocalDate day = now.atZone(zone).toLocalDate();
    for (int i = 0; i <= WEEK; i++) {
      LocalDate later = day.plusDays(i);
      if (days.contains(later.getDayOfWeek()) && begins(later, zone).isAfter(now)) {
        return begins(later, zone);
      }
    }
    throw new IllegalStateException("a week without any day of " + days);
  }

  private Instant begins(LocalDate day, ZoneId zone) {
    return ZonedDateTime.of(day, from, zone).toInstant();
  }

  private Instant ends(LocalDate day, ZoneId zone) {
    LocalDate last = to.isAfter(from) ? day : day.plusDays(1);
    return ZonedDateTime.of(last, to, zone).toInstant();
  }
}
