package io.pgfleet.applier.report;

import io.pgfleet.applier.journal.Event;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A run's progress as a table that is drawn again in its place: host, phase, step and seconds of
 * what is at work. What must stay readable, such as failures, is printed above it.
 */
public final class ProgressTable implements Consumer<Event> {
  private static final int MOST_ROWS = 20;
  private static final String UP_AND_CLEAR = "\u001b[1A\u001b[2K";

  private final PrintStream out;
  private final Clock clock;
  private final Consumer<Event> above;
  private final Instant begun;
  private final SortedMap<String, Event> atWork = new TreeMap<>();
  private int done;
  private int drawn;
  private boolean over;

  /**
   * @param above prints events that stay
   */
  public ProgressTable(PrintStream out, Clock clock, Consumer<Event> above) {
    this.out = out;
    this.clock = clock;
    this.above = above;
    this.begun = clock.instant();
  }

  @Override
  public synchronized void accept(Event event) {
    erase();
    switch (event.what()) {
      case STEP_STARTED -> atWork.put(event.host(), event);
      case STEP_DONE -> {
        atWork.remove(event.host());
        done++;
      }
      case KEPT -> {}
      case RUN_DONE, RUN_STOPPED -> {
        over = true;
        above.accept(event);
      }
      case RUN_STARTED,
          STAGED,
          STEP_FAILED,
          LOG,
          ROLLBACK_STARTED,
          ROLLED_BACK,
          ROLLBACK_FAILED,
          NOTICE -> {
        if (event.what() == Event.What.STEP_FAILED) {
          atWork.remove(event.host());
        }
        above.accept(event);
      }
    }
    draw();
  }

  /** Draws again, so that the seconds move. */
  public synchronized void tick() {
    erase();
    draw();
  }

  private void erase() {
    out.print(UP_AND_CLEAR.repeat(drawn));
    drawn = 0;
  }

  private void draw() {
    if (!over) {
      List<String> rows = rows();
      rows.forEach(out::println);
      drawn = rows.size();
    }
    out.flush();
  }

  private List<String> rows() {
    Instant now = clock.instant();
    List<String> rows = new ArrayList<>();
    atWork.values().stream().limit(MOST_ROWS).forEach(event -> rows.add(row(event, now)));
    int more = atWork.size() - rows.size();
    String others = more > 0 ? ", " + more + " more hosts" : "";
    String took = Wording.seconds(Duration.between(begun, now));
    rows.add(atWork.size() + " at work" + others + ", " + done + " steps done, " + took);
    return rows;
  }

  private static String row(Event event, Instant now) {
    double seconds = Duration.between(event.at(), now).toMillis() / 1000.0;
    return String.format(
        Locale.ROOT,
        "%-20s %-14s %-44s %6.1f s",
        event.host(),
        event.phase(),
        cut(event.step()),
        seconds);
  }

  private static String cut(String text) {
    return text.length() <= 44 ? text : text.substring(0, 43) + "…";
  }
}
