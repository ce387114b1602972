package io.pgfleet.applier.cli;

import io.pgfleet.applier.Applier;
import io.pgfleet.applier.activation.Terms;
import io.pgfleet.applier.journal.Journal;
import io.pgfleet.applier.journal.RunFile;
import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.node.Holder;
import io.pgfleet.applier.plan.Plan;
import io.pgfleet.applier.report.ProgressLines;
import io.pgfleet.applier.secret.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Carries a plan out and reports what came of it. */
final class Execution {
  private final Console console;
  private final Clock clock;
  private final Output output;
  private final Secrets secrets;

  Execution(Console console, Clock clock, Output output, Secrets secrets) {
    this.console = console;
    this.clock = clock;
    this.output = output;
    this.secrets = secrets;
  }

  /** Asks before what others changed is overwritten, where somebody can answer. */
  void consent(Plan plan, boolean yes) {
    if (!plan.drift().isEmpty() && !yes && !console.agrees(output.report().of(plan))) {
      throw new Refusal(ExitCode.REFUSED, "nothing was changed; use --yes to overwrite");
    }
  }

  /**
   * Carries it out.
   *
   * @param asked what the run may do; it is stopped by Ctrl-C in any case
   */
  RunResult.Status run(Applier applier, Plan plan, Terms asked) {
    Instant begun = clock.instant();
    if (!plan.hasWork() && plan.adoptions() == 0) {
      RunResult nothing = RunResult.nothing(Duration.between(begun, clock.instant()));
      return shown(plan, nothing.without(applier.unreached()));
    }
    String run = RunIds.next(begun);
    Interrupts interrupts = new Interrupts(console);
    interrupts.listen();
    Terms terms = new Terms(interrupts::asked, asked.selection(), asked.failures(), asked.look());
    Holder holder = new Holder(run, console.user(), plan.commit());
    RunResult result = applier.apply(journal(plan, run, begun), holder, terms);
    return shown(plan, result.without(applier.unreached()));
  }

  private RunResult.Status shown(Plan plan, RunResult result) {
    console.data(output.report().of(plan, result));
    return result.status();
  }

  private Journal journal(Plan plan, String run, Instant begun) {
    return new Journal(
        run,
        clock,
        secrets::masked,
        List.of(
            new RunFile(console.state().resolve(plan.environment()).resolve("runs"), run),
            new ProgressLines(console.talk(), begun)));
  }
}
