package io.pgfleet.applier.cli;

import io.pgfleet.applier.plan.Plan;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Keeps changes to the times that an environment allows, unless told otherwise. */
final class Timing {
  @Option(
      names = "--despite-freeze",
      description = "change something although env.yml has a freeze now")
  private boolean despiteFreeze;

  @Option(
      names = "--outside-window",
      description = "change something outside of the maintenance windows of env.yml")
  private boolean outsideWindow;

  /** Refuses a change at a time that is not allowed. */
  void require(Folders folders, Clock clock, Console console) {
    Calendar calendar = Environment.read(folders.inventory()).calendar();
    Instant now = clock.instant();
    objection(folders, calendar, now)
        .ifPresent(
            objection -> {
              throw new Refusal(ExitCode.REFUSED, objection);
            });
    overruled(folders, calendar, now).ifPresent(console::say);
  }

  /** Says what a run now would be refused for, and whether the open window is long enough. */
  void warn(Folders folders, Plan plan, Clock clock, Console console) {
    Calendar calendar = Environment.read(folders.inventory()).calendar();
    Instant now = clock.instant();
    Optional<String> objection = objection(folders, calendar, now);
    objection.ifPresent(one -> console.say("warning: " + one));
    calendar
        .closes(now)
        .filter(end -> now.plus(plan.estimate().time()).isAfter(end))
        .ifPresent(
            end ->
                console.say(
                    "warning: the maintenance window ends at "
                        + calendar.shown(end)
                        + ", before this can be done"));
  }

  private Optional<String> objection(Folders folders, Calendar calendar, Instant now) {
    Optional<Freeze> freeze = calendar.freeze(now);
    if (freeze.isPresent() && !despiteFreeze) {
      return Optional.of(
          "'"
              + folders.environment()
              + "' is frozen: "
              + freeze.get()
              + "; wait for its end, or use --despite-freeze");
    }
    if (!calendar.isOpen(now) && !outsideWindow) {
      return Optional.of(
          "'"
              + folders.environment()
              + "' is outside of its maintenance windows; wait for "
              + calendar.opens(now)
              + ", or use --outside-window");
    }
    return Optional.empty();
  }

  private static Optional<String> overruled(Folders folders, Calendar calendar, Instant now) {
    boolean held = calendar.freeze(now).isPresent() || !calendar.isOpen(now);
    return held
        ? Optional.of(
            "notice: '"
                + folders.environment()
                + "' is changed at a time that env.yml does not allow")
        : Optional.empty();
  }
}
