package io.pgfleet.applier.report;

import io.pgfleet.applier.journal.Event;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;

/** A run's progress as one line an event, with the seconds since the program began. */
public final class ProgressLines implements Consumer<Event> {
  private final PrintStream out;
  private final Instant begun;

  public ProgressLines(PrintStream out, Instant begun) {
    this.out = out;
    this.begun = begun;
  }

  @Override
  public void accept(Event event) {
    if (event.what() == Event.What.KEPT) {
      return;
    }
    double seconds = Duration.between(begun, event.at()).toMillis() / 1000.0;
    String where = event.host().isEmpty() ? "" : event.host() + " ";
    out.println(String.format(Locale.ROOT, "%7.1f s  %s%s", seconds, where, words(event)));
  }

  private static String words(Event event) {
    String took = event.took().isZero() ? "" : " (" + Wording.seconds(event.took()) + ")";
    return switch (event.what()) {
      case RUN_STARTED -> "run starts: " + event.text();
      case STAGED -> "staged " + event.text() + took;
      case STEP_STARTED, NOTICE, KEPT -> event.text();
      case STEP_DONE -> "done: " + event.text() + took;
      case STEP_FAILED -> "failed: " + event.text();
      case LOG -> event.step() + " | " + event.text();
      case ROLLBACK_STARTED -> "rolls back " + event.text();
      case ROLLED_BACK -> "rolled back: " + event.text() + took;
      case ROLLBACK_FAILED -> "rolling back failed: " + event.text();
      case RUN_DONE -> "run is done: " + event.text() + took;
      case RUN_STOPPED -> "run stopped: " + event.text() + took;
    };
  }
}
