package io.pgfleet.applier.report;

import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.plan.EntryChange;
import io.pgfleet.applier.plan.Plan;
import io.pgfleet.applier.plan.PlannedStep;
import io.pgfleet.applier.plan.Rest;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Plans and results for people. */
public final class TextReport implements Report {

  @Override
  public String of(Plan plan) {
    List<String> lines = new ArrayList<>();
    lines.add(
        plan.environment() + " at " + Wording.shortened(plan.commit()) + ": " + Wording.of(plan));
    changes(plan, lines);
    steps(plan, lines);
    plan.partial()
        .forEach(
            (host, commit) ->
                lines.add(
                    "\npartial: "
                        + host
                        + " is on its way to "
                        + Wording.shortened(commit)
                        + ", by a run that did not finish"));
    plan.removals()
        .forEach(
            one ->
                lines.add(
                    "\npending removal: "
                        + one.unit()
                        + " left "
                        + one.host()
                        + " but holds data; it runs on, and its files stay; apply run remove "
                        + one.host()
                        + " takes it away"));
    if (!plan.estimate().time().isZero()) {
      lines.add("\n" + Wording.of(plan.estimate()));
    }
    plan.pointOfNoReturn()
        .ifPresent(
            step ->
                lines.add("\npoint of no return: " + step.step().title() + " on " + where(step)));
    rest(plan.rest(), lines);
    return String.join("\n", lines) + "\n";
  }

  private static void rest(Rest rest, List<String> lines) {
    rest.gone().forEach(host -> lines.add("\npending removal: " + Wording.gone(host)));
    if (!rest.left().isEmpty()) {
      lines.add("\nleft out, stay as they are: " + String.join(", ", rest.left()));
    }
    rest.pending()
        .forEach((host, work) -> lines.add("  " + host + " stays pending: " + Wording.some(work)));
    if (!rest.unknown().isEmpty()) {
      lines.add("\nunknown, because they do not answer:");
      rest.unknown().forEach((host, why) -> lines.add("  ? " + host + "  " + why));
    }
  }

  private static void changes(Plan plan, List<String> lines) {
    plan.nodes()
        .forEach(
            (host, name) -> {
              List<EntryChange> changes = plan.changesOn(host);
              if (!changes.isEmpty()) {
                lines.add("\n" + host + " " + name);
                changes.forEach(change -> lines.add(line(change)));
              }
            });
  }

  private static String line(EntryChange change) {
    return "  " + change.reason().symbol() + " " + change.name() + "  " + change.reason().text();
  }

  private static void steps(Plan plan, List<String> lines) {
    String phase = "";
    for (PlannedStep step : plan.steps()) {
      if (!step.phase().equals(phase)) {
        phase = step.phase();
        lines.add("\nphase " + phase);
      }
      lines.add("  " + step.step().title() + " on " + where(step) + ": " + what(step));
    }
  }

  private static String what(PlannedStep step) {
    String sure = step.due().isPending() ? "perhaps " : "";
    return sure + step.due().verb() + " (" + String.join(", ", step.due().reasons()) + ")";
  }

  private static String where(PlannedStep step) {
    return step.host().isEmpty() ? step.step().group().orElse("its target") : step.host();
  }

  @Override
  public String of(Plan plan, RunResult result) {
    if (result.acted().isEmpty() && result.failures().isEmpty() && !plan.hasWork()) {
      return plan.environment() + ": " + Wording.of(plan) + "\n";
    }
    List<String> lines = new ArrayList<>();
    acted(result)
        .forEach(
            (host, acts) -> {
              lines.add(host + " " + plan.nodes().getOrDefault(host, ""));
              acts.forEach(act -> lines.add(line(act)));
            });
    result.failures().forEach(failure -> lines.addAll(lines(failure)));
    result
        .aftermath()
        .putBack()
        .forEach((host, names) -> lines.add(host + ": put back, not proven: " + joined(names)));
    lines.add(Wording.ending(result) + " in " + Wording.seconds(result.took()));
    return String.join("\n", lines) + "\n";
  }

  private static SortedMap<String, List<RunResult.Act>> acted(RunResult result) {
    SortedMap<String, List<RunResult.Act>> acted = new TreeMap<>();
    for (RunResult.Act act : result.acted()) {
      acted.computeIfAbsent(act.host(), host -> new ArrayList<>()).add(act);
    }
    return acted;
  }

  private static String joined(List<String> names) {
    return String.join(", ", names);
  }

  private static String line(RunResult.Act act) {
    return "  " + act.title() + " (" + act.verb() + ") " + Wording.seconds(act.took());
  }

  private static List<String> lines(RunResult.Failure failure) {
    List<String> lines = new ArrayList<>();
    lines.add("error: " + failure.message());
    failure.log().forEach(line -> lines.add("  | " + line));
    return lines;
  }
}
