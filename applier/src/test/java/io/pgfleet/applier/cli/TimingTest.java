package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes happen when env.yml allows them, and not else. */
final class TimingTest {
  private static final String A = "10.0.0.1";
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @TempDir Path folder;
  private Terminal terminal;

  @BeforeEach
  void aTreeToApply() {
    terminal = new Terminal(folder);
    terminal.machine(A);
    terminal.tree(
        tree ->
            tree.node(A)
                .step("one", "{\"id\":\"files\",\"kind\":\"place\",\"nodes\":[\"10.0.0.1\"]}")
                .file(A, "files", "/etc/motd", "hello\n"));
  }

  private void environment(String more) {
    terminal.write("inventories/test/env.yml", "demo: true\n" + more);
  }

  private void isRefused(String says, String... words) {
    assertEquals(4, terminal.apply(words), terminal::said);
    assertTrue(terminal.err().contains(says), terminal::said);
    assertFalse(terminal.machine(A).files().containsKey("/etc/motd"), "nothing was placed");
    assertTrue(terminal.machine(A).record().isEmpty(), "nothing was recorded");
  }

  @Test
  void refusesToChangeAnythingInAFreezeAndNamesTheWayPast() {
    environment("freeze:\n  - reason: year-end closing\n    until: 2999-01-04T06:00:00Z\n");
    isRefused("'test' is frozen: year-end closing (until 2999-01-04T06:00:00Z)");
    assertTrue(terminal.err().contains("--despite-freeze"), terminal::said);
    isRefused("is frozen", "--outside-window");
    assertEquals(0, terminal.apply("--despite-freeze"), terminal::said);
    assertTrue(terminal.err().contains("at a time that env.yml does not allow"), terminal::said);
    assertEquals("hello\n", terminal.machine(A).files().get("/etc/motd").text());
  }

  @Test
  void aFreezeThatIsOverOrToComeHoldsNobodyUp() {
    environment(
        "freeze:\n  - {reason: past, until: 2001-01-01T00:00:00Z}\n"
            + "  - {reason: to come, from: 2999-01-01T00:00:00Z}\n");
    assertEquals(0, terminal.apply(), terminal::said);
  }

  @Test
  void refusesOutsideOfAllWindowsAndSaysWhenTheNextOneOpens() {
    environment("maintenance:\n  windows: [\"" + inThreeDays() + " 01:00-02:00\"]\n");
    isRefused("'test' is outside of its maintenance windows; wait for ");
    assertTrue(terminal.err().contains("--outside-window"), terminal::said);
    isRefused("maintenance windows", "--despite-freeze");
    assertEquals(0, terminal.apply("--outside-window"), terminal::said);
  }

  private static String inThreeDays() {
    return LocalDate.now(ZoneOffset.UTC)
        .plusDays(3)
        .getDayOfWeek()
        .getDisplayName(TextStyle.SHORT, Locale.ROOT);
  }

  @Test
  void appliesInAWindowThatIsOpenAndPlansAtAllHours() {
    environment("freeze: [{reason: now}]\n");
    assertEquals(2, terminal.apply("--plan"), terminal::said);
    assertTrue(terminal.err().contains("warning: 'test' is frozen: now"), terminal::said);
    environment("maintenance:\n  windows: [daily 00:00-00:00]\n");
    assertEquals(0, terminal.apply(), terminal::said);
    environment("freeze: [{reason: now}]\n");
    assertEquals(0, terminal.apply(), "nothing to do is never refused: " + terminal.said());
  }

  @Test
  void whatIsNoTimeIsAnErrorBeforeAnythingIsTouched() {
    for (String wrong :
        List.of(
            "maintenance: {windows: [always]}",
            "maintenance: {windows: [Sat 25:00-26:00]}",
            "maintenance: {windows: [Caturday 01:00-02:00]}",
            "maintenance: {zone: Atlantis, windows: [daily 01:00-02:00]}",
            "maintenance: daily",
            "freeze: yes",
            "freeze: [{until: 2999-01-04T06:00:00Z}]",
            "freeze: [{reason: x, until: tomorrow}]")) {
      environment(wrong + "\n");
      assertEquals(3, terminal.apply(), terminal::said);
      assertTrue(terminal.err().contains("env.yml: "), terminal::said);
      assertFalse(terminal.machine(A).files().containsKey("/etc/motd"));
    }
  }

  private static Calendar windows(String... windows) {
    return new Calendar(List.of(), BERLIN, List.of(windows).stream().map(Window::parse).toList());
  }

  @Test
  void aWindowIsOpenFromItsFirstMinuteToItsLast() {
    Calendar calendar = windows("Mon-Wed,Sat 22:00-23:30");
    assertFalse(calendar.isOpen(Instant.parse("2026-03-02T20:59:59Z")), "Monday before 22:00");
    assertTrue(calendar.isOpen(Instant.parse("2026-03-02T21:00:00Z")), "Monday 22:00 in Berlin");
    assertTrue(calendar.isOpen(Instant.parse("2026-03-04T22:29:59Z")), "Wednesday, last minute");
    assertFalse(calendar.isOpen(Instant.parse("2026-03-04T22:30:00Z")), "Wednesday 23:30");
    assertFalse(calendar.isOpen(Instant.parse("2026-03-05T21:30:00Z")), "Thursday");
    assertTrue(calendar.isOpen(Instant.parse("2026-03-07T21:30:00Z")), "Saturday");
    assertEquals(
        "Sat 2026-03-07 22:00 Europe/Berlin",
        calendar.opens(Instant.parse("2026-03-05T21:30:00Z")));
  }

  @Test
  void aWindowThatPassesMidnightBelongsToTheDayOnWhichItBegins() {
    Calendar calendar = windows("Fri 22:00-04:00");
    assertTrue(calendar.isOpen(Instant.parse("2026-03-07T02:59:00Z")), "Saturday 03:59");
    assertFalse(calendar.isOpen(Instant.parse("2026-03-07T03:00:00Z")), "Saturday 04:00");
    assertFalse(calendar.isOpen(Instant.parse("2026-03-06T02:00:00Z")), "Friday 03:00");
    assertEquals(
        Instant.parse("2026-03-07T03:00:00Z"),
        calendar.closes(Instant.parse("2026-03-06T22:00:00Z")).orElseThrow());
  }

  @Test
  void theNextWindowMayBeAWeekAway() {
    Calendar calendar = windows("Sun 04:00-05:00");
    assertEquals(
        "Sun 2026-03-08 04:00 Europe/Berlin",
        calendar.opens(Instant.parse("2026-03-01T03:00:00Z")));
  }

  @Test
  void aWindowOfUnknownDaysIsNamed() {
    IllegalArgumentException wrong =
        assertThrows(IllegalArgumentException.class, () -> Window.parse("Mon-Fry 01:00-02:00"));
    assertTrue(wrong.getMessage().contains("'Fry' is no day"), wrong::getMessage);
  }
}
