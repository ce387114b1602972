package io.pgfleet.applier.cli;

import io.pgfleet.applier.journal.Event;
import io.pgfleet.applier.report.ProgressLines;
import io.pgfleet.applier.report.ProgressTable;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** How a run's progress is told: a live table on a terminal, else a line for every event. */
final class Progress implements AutoCloseable {
  private final Consumer<Event> listener;
  private final ScheduledExecutorService ticking =
      Executors.newSingleThreadScheduledExecutor(Progress::thread);

  Progress(Console console, Clock clock, Instant begun) {
    ProgressLines lines = new ProgressLines(console.talk(), begun);
    if (!console.hasTerminal()) {
      this.listener = lines;
      return;
    }
    ProgressTable table = new ProgressTable(console.talk(), clock, lines);
    ticking.scheduleAtFixedRate(table::tick, 1, 1, TimeUnit.SECONDS);
    this.listener = table;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "progress");
    thread.setDaemon(true);
    return thread;
  }

  Consumer<Event> listener() {
    return listener;
  }

  @Override
  public void close() {
    ticking.shutdownNow();
  }
}
