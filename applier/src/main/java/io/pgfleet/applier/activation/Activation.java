package io.pgfleet.applier.activation;

import io.pgfleet.applier.journal.Event.What;
import io.pgfleet.applier.journal.Journal;
import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.node.Holder;
import io.pgfleet.applier.node.LockedException;
import io.pgfleet.applier.node.Node;
import io.pgfleet.applier.plan.Planner;
import io.pgfleet.applier.sync.Contents;
import io.pgfleet.applier.sync.Sync;
import java.time.Instant;
import java.util.SortedMap;

/**
 * A run from lock to unlock. It looks again once it holds all machines, so that it acts on what is
 * and not on what was planned; a failed step stops it, its machines are rolled back, and all others
 * stay as they are.
 */
public final class Activation {
  private final Contents contents;
  private final Survey survey;
  private final Means means;
  private final Journal journal;

  public Activation(Contents contents, Survey survey, Means means) {
    this.contents = contents;
    this.survey = survey;
    this.means = means;
    this.journal = means.journal();
  }

  /**
   * Makes the machines equal to what is desired.
   *
   * @throws LockedException when another run holds a machine; then nothing was changed
   */
  public RunResult run(SortedMap<String, Node> nodes, Holder holder, Terms terms) {
    return new Grip(survey, means)
        .hold(
            nodes,
            holder,
            (world, machines) -> {
              terms.look().accept(world);
              Planner planner = new Planner(world, terms.selection());
              Fleet fleet = new Fleet(world, machines, planner.changes(), survey, means.crew());
              Lifeline lifeline = new Lifeline(fleet, means, holder);
              return run(fleet, new Actions(fleet, contents, survey, means, lifeline), terms);
            });
  }

  private RunResult run(Fleet fleet, Actions actions, Terms terms) {
    Instant begun = journal.clock().instant();
    StepRun steps = new StepRun(fleet, actions, journal, means.waiting(), terms);
    Ending ending = new Ending(fleet, new Aftercare(fleet, actions, journal), journal);
    String started =
        fleet.hosts().size() + " hosts at " + fleet.desired().commit() + " by " + terms.who();
    fleet.begun(journal.say(What.RUN_STARTED, started));
    try {
      new Run(fleet, actions, journal, new Sync(journal.run(), contents), steps)
          .toTheEnd(terms, ending);
      RunResult result = ending.done(steps.acted(), begun);
      new Leftovers(fleet, journal).clear();
      return result;
    } catch (RunStopped stopped) {
      RunResult result = ending.stopped(stopped, steps.acted(), begun);
      new Leftovers(fleet, journal).clearStaged(result.aftermath().broken());
      return result;
    }
  }
}
