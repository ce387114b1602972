package io.pgfleet.applier.journal;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Passes a run's events on, in the order in which they happened, with secrets masked. */
public final class Journal {
  private final String run;
  private final Clock clock;
  private final UnaryOperator<String> mask;
  private final List<Consumer<Event>> listeners;

  /**
   * @param mask takes secret values out of a text
   */
  public Journal(
      String run, Clock clock, UnaryOperator<String> mask, List<Consumer<Event>> listeners) {
    this.run = run;
    this.clock = clock;
    this.mask = mask;
    this.listeners = List.copyOf(listeners);
  }

  public String run() {
    return run;
  }

  public Clock clock() {
    return clock;
  }

  public Event say(Event.What what, String text) {
    return say(what, Subject.fleet(), text, Duration.ZERO);
  }

  public synchronized Event say(Event.What what, Subject subject, String text, Duration took) {
    Event event =
        new Event(
            clock.instant(),
            what,
            subject.host(),
            subject.phase(),
            subject.step(),
            mask.apply(text),
            took);
    listeners.forEach(listener -> listener.accept(event));
    return event;
  }

  /** What an event is about. */
  public record Subject(String host, String phase, String step) {
    public static Subject fleet() {
      return new Subject("", "", "");
    }

    public static Subject host(String host) {
      return new Subject(host, "", "");
    }
  }
}
