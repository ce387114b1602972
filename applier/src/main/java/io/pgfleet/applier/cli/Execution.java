package io.pgfleet.applier.cli;

import io.pgfleet.applier.Applier;
import io.pgfleet.applier.Operator;
import io.pgfleet.applier.activation.Terms;
import io.pgfleet.applier.journal.Event;
import io.pgfleet.applier.journal.Journal;
import io.pgfleet.applier.journal.PastRun;
import io.pgfleet.applier.journal.RunFile;
import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.node.Holder;
import io.pgfleet.applier.plan.Plan;
import io.pgfleet.applier.plan.Selection;
import io.pgfleet.applier.secret.Secrets;
import io.pgfleet.applier.tree.RunNotes;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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

  Secrets secrets() {
    return secrets;
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
   * @param folder of the tree
   * @param asked what the run may do; it is stopped by Ctrl-C in any case
   */
  RunResult.Status run(Applier applier, Plan plan, Terms asked, Path folder) {
    Instant begun = clock.instant();
    if (!plan.isDue()) {
      RunResult nothing = RunResult.nothing(Duration.between(begun, clock.instant()));
      return shown(plan, nothing.without(applier.unreached()));
    }
    String run = RunIds.next(begun);
    Interrupts interrupts = new Interrupts(console);
    interrupts.listen();
    Terms terms =
        new Terms(
            interrupts::asked, asked.selection(), asked.failures(), console.user(), asked.look());
    Holder holder = new Holder(run, console.user(), plan.commit());
    try (Progress progress = new Progress(console, clock, begun)) {
      RunResult result = applier.apply(journal(plan.environment(), run, progress), holder, terms);
      return ended(applier, plan, result, folder);
    }
  }

  /**
   * Carries an operation out.
   *
   * @param commit of the tree
   */
  RunResult operate(Operator operator, Request request, String environment, String commit) {
    Instant begun = clock.instant();
    String run = RunIds.next(begun);
    Interrupts interrupts = new Interrupts(console);
    interrupts.listen();
    Terms terms = new Terms(interrupts::asked, Selection.all(), 0, console.user(), world -> {});
    Holder holder = new Holder(run, console.user(), commit);
    try (Progress progress = new Progress(console, clock, begun)) {
      Journal journal = journal(environment, run, progress);
      return operator.operate(journal, holder, terms, request.shown());
    }
  }

  private RunResult.Status ended(Applier applier, Plan plan, RunResult result, Path folder) {
    RunResult whole = result.without(applier.unreached());
    note(plan, whole, folder);
    return shown(plan, whole);
  }

  /** What was applied stands at its commit; a tree outside of git has none. */
  private void note(Plan plan, RunResult result, Path folder) {
    List<String> hosts = List.copyOf(plan.nodes().keySet());
    PastRun.Commission commission =
        new PastRun.Commission(plan.environment(), plan.commit(), console.user(), hosts);
    String line = PastRun.of(result, commission, clock.instant()).line();
    try {
      new RunNotes(folder).add(plan.commit().replace("-dirty", ""), line);
    } catch (UncheckedIOException failed) {
      console.say("notice: " + failed.getMessage() + "; the journals on the machines have it");
    }
  }

  private RunResult.Status shown(Plan plan, RunResult result) {
    console.data(output.report().of(plan, result));
    return result.status();
  }

  private Journal journal(String environment, String run, Progress progress) {
    List<Consumer<Event>> listeners = new ArrayList<>();
    listeners.add(new RunFile(console.state().resolve(environment).resolve("runs"), run));
    listeners.add(progress.listener());
    if (output == Output.ndjson) {
      listeners.add(event -> console.data(event.line(run) + "\n"));
    }
    return new Journal(run, clock, secrets::masked, listeners);
  }
}
