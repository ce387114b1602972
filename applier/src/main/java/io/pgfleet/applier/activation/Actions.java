package io.pgfleet.applier.activation;

import io.pgfleet.applier.journal.Journal;
import io.pgfleet.applier.plan.Kind;
import io.pgfleet.applier.sync.Contents;
import io.pgfleet.applier.sync.Sync;
import io.pgfleet.applier.tree.Step;

/** One action for each kind of step. */
final class Actions {
  private final PlaceAction place;
  private final UnitActing unit = new UnitActing();
  private final PackagesAction packages = new PackagesAction();
  private final UserAction user = new UserAction();
  private final RunAction run;
  private final SqlAction sql;
  private final LiveAction live;
  private final GateAction gate;
  private final Lifeline lifeline;

  Actions(Fleet fleet, Contents contents, Survey survey, Means means, Lifeline lifeline) {
    Journal journal = means.journal();
    Waiting waiting = means.waiting();
    this.lifeline = lifeline;
    this.place = new PlaceAction(fleet, new Sync(journal.run(), contents));
    this.run = new RunAction(contents);
    this.sql = new SqlAction(contents, survey);
    this.live = new LiveAction(fleet, survey, waiting, journal);
    this.gate = new GateAction(waiting, journal);
  }

  Action of(Step step) {
    return switch (Kind.of(step)) {
      case PLACE -> place;
      case PACKAGES -> packages;
      case USER -> user;
      case UNIT -> unit;
      case RUN -> run;
      case SQL -> sql;
      case LIVE -> live;
      case GATE -> gate;
      case WATCH -> (machine, watch, due) -> {};
    };
  }

  PlaceAction place() {
    return place;
  }

  LiveAction live() {
    return live;
  }

  Lifeline lifeline() {
    return lifeline;
  }

  UnitActing unit() {
    return unit;
  }
}
