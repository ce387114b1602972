package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pgfleet.applier.journal.Event;
import io.pgfleet.applier.report.ProgressLines;
import io.pgfleet.applier.report.ProgressTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told while a run is at work. */
final class ProgressTest {
  private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private String text() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }

  private static Event event(Event.What what, String host, String text) {
    return new Event(BEGUN, what, host, "node", "web.unit", text, Duration.ZERO);
  }

  @Test
  void aTableShowsWhatIsAtWorkAndKeepsFailures() {
    Clock later = Clock.fixed(BEGUN.plusSeconds(3), ZoneOffset.UTC);
    ProgressTable table = new ProgressTable(out, later, new ProgressLines(out, BEGUN));
    table.accept(event(Event.What.STEP_STARTED, "10.0.0.1", "start web"));
    String one = text();
    assertTrue(one.contains("10.0.0.1             node           web.unit "), one);
    assertTrue(one.contains("   3.0 s\n1 at work, 0 steps done, 0.0 s\n"), one);
    table.accept(event(Event.What.STEP_FAILED, "10.0.0.1", "no pulse"));
    String two = text();
    assertTrue(two.startsWith("\u001b[1A\u001b[2K\u001b[1A\u001b[2K"), "draws in its own place");
    assertTrue(two.contains("failed: no pulse\n0 at work"), two);
    table.tick();
    assertEquals("\u001b[1A\u001b[2K0 at work, 0 steps done, 0.0 s\n", text());
    table.accept(event(Event.What.RUN_STOPPED, "", "step failed"));
    assertFalse(text().contains("at work"), "nothing is drawn after the end");
  }

  @Test
  void eventsAreLinesOfJsonOnRequest(@TempDir Path folder) throws IOException {
    Terminal terminal = new Terminal(folder);
    terminal.machine("10.0.0.1");
    terminal.tree(
        tree ->
            tree.node("10.0.0.1")
                .step("one", "{\"id\":\"f\",\"kind\":\"place\",\"nodes\":[\"10.0.0.1\"]}")
                .file("10.0.0.1", "f", "/etc/motd", "hello"));
    assertEquals(0, terminal.apply("--output", "ndjson"), terminal::said);
    List<String> events = new ArrayList<>();
    for (String line : terminal.out().lines().toList()) {
      JsonNode json = new ObjectMapper().readTree(line);
      events.add(json.has("event") ? json.path("event").asText() : json.path("status").asText());
    }
    assertEquals(
        List.of("run-started", "staged", "step-started", "step-done", "run-done", "done"), events);
  }

  @Test
  void withoutATerminalEveryEventIsALine(@TempDir Path folder) {
    Terminal terminal = new Terminal(folder);
    terminal.machine("10.0.0.1");
    terminal.tree(
        tree ->
            tree.node("10.0.0.1")
                .step("one", "{\"id\":\"f\",\"kind\":\"place\",\"nodes\":[\"10.0.0.1\"]}")
                .file("10.0.0.1", "f", "/etc/motd", "hello"));
    assertEquals(0, terminal.apply(), terminal::said);
    assertTrue(terminal.err().contains("s  10.0.0.1 done: f"), terminal::said);
    assertFalse(terminal.err().contains("\u001b"), terminal::said);
  }
}
