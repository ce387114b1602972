package io.pgfleet.applier.activation;

import io.pgfleet.applier.journal.Event.What;
import io.pgfleet.applier.journal.Journal;
import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.node.Holder;
import io.pgfleet.applier.node.LockedException;
import io.pgfleet.applier.node.Node;
import io.pgfleet.applier.sync.Contents;
import io.pgfleet.applier.tree.Phase;
import io.pgfleet.applier.tree.Step;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The run of an operation, from lock to unlock. It takes the desired steps in their order with the
 * machinery of a run, but places nothing and leaves no mark in any record: what a machine should
 * hold stays as it is.
 */
public final class Operating {
  private final Contents contents;
  private final Survey survey;
  private final Means means;
  private final Journal journal;

  public Operating(Contents contents, Survey survey, Means means) {
    this.contents = contents;
    this.survey = survey;
    this.means = means;
    this.journal = means.journal();
  }

  /**
   * Takes the steps.
   *
   * @param what is done, for the journals
   * @throws LockedException when another run holds a machine; then nothing was done
   */
  public RunResult run(SortedMap<String, Node> nodes, Holder holder, Terms terms, String what) {
    return new Grip(survey, means)
        .hold(
            nodes,
            holder,
            (world, machines) -> {
              Fleet fleet = new Fleet(world, machines, new TreeMap<>(), survey, means.crew());
              Lifeline lifeline = new Lifeline(fleet, means, holder);
              fleet.begun(journal.say(What.RUN_STARTED, what + " by " + terms.who()));
              return run(fleet, new Actions(fleet, contents, survey, means, lifeline), terms);
            });
  }

  private RunResult run(Fleet fleet, Actions actions, Terms terms) {
    Instant begun = journal.clock().instant();
    StepRun steps = new StepRun(fleet, actions, journal, means.waiting(), terms).unrecorded();
    Ending ending = new Ending(fleet, new Aftercare(fleet, actions, journal), journal);
    try {
      fleet.everywhere(
          machine -> {
            machine.note(fleet.beginning());
            machine.flush();
          });
      fleet.desired().phases().forEach(phase -> take(phase, steps, terms));
      return ending.done(steps.acted(), begun);
    } catch (RunStopped stopped) {
      return ending.stopped(stopped, steps.acted(), begun);
    }
  }

  private static void take(Phase phase, StepRun steps, Terms terms) {
    for (int i = 0; i < phase.steps().size(); i++) {
      Step step = phase.steps().get(i);
      List<Step> later = phase.steps().subList(i + 1, phase.steps().size());
      Run.stopIfAsked(terms);
      steps.run(phase.name(), step, Run.gatesOf(step, later));
    }
  }
}
