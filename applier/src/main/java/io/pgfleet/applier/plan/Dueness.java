package io.pgfleet.applier.plan;

import io.pgfleet.applier.node.Account;
import io.pgfleet.applier.node.Observation.UnitState;
import io.pgfleet.applier.node.Outcome;
import io.pgfleet.applier.tree.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides whether a step has to act on a machine; pure, asked while planning and before acting. */
public final class Dueness {
  static final String UNKNOWN = "cannot be probed yet";
  static final String NO_TARGET = "no target yet";

  private final World world;
  private final Triggers triggers;
  private final Map<String, List<EntryChange>> changes;

  /**
   * @param changes entries that change in this run, by host
   */
  public Dueness(World world, Acted acted, Map<String, List<EntryChange>> changes) {
    this.world = world;
    this.changes = changes;
    this.triggers = new Triggers(world, acted, changes);
  }

  public Due of(Step step, String host) {
    return switch (Kind.of(step)) {
      case PLACE -> place(step, host);
      case PACKAGES -> packages(step, host);
      case USER -> user(step, host);
      case UNIT -> guarded(step, host, new UnitDueness(world, triggers).of(step, host));
      case RUN -> guarded(step, host, Due.yesIfAny("run", triggers.reasons(step, host)));
      case GATE -> guarded(step, host, Due.yesIfAny("wait", triggers.reasons(step, host)));
      case WATCH -> Due.no();
      case SQL -> sql(step, host);
      case LIVE -> live(step, host);
    };
  }

  private Due place(Step step, String host) {
    List<String> names =
        changes.getOrDefault(host, List.of()).stream()
            .filter(change -> change.acts() && change.step().equals(step.id()))
            .map(EntryChange::name)
            .toList();
    return names.isEmpty()
        ? Due.no()
        : Due.yes("place", List.of(names.size() == 1 ? names.get(0) : names.size() + " entries"));
  }

  private Due packages(Step step, String host) {
    List<String> missing =
        new Details(step)
            .packages().stream()
                .filter(name -> !state(host).observed().packages().containsKey(name))
                .toList();
    return missing.isEmpty()
        ? Due.no()
        : Due.yes("install", List.of("missing: " + String.join(", ", missing)));
  }

  private Due user(Step step, String host) {
    Account wanted = new Details(step).account();
    Account seen = state(host).observed().accounts().get(wanted.name());
    if (seen == null) {
      return Due.yes("make", List.of("account '" + wanted.name() + "' is missing"));
    }
    return seen.covers(wanted)
        ? Due.no()
        : Due.yes("complete", List.of("account '" + wanted.name() + "' is not as it should be"));
  }

  private Due guarded(Step step, String host, Due due) {
    if (step.guard().isEmpty()) {
      return due;
    }
    Optional<Outcome> answer = world.answers().of(host, Probe.guard(step.guard().get()));
    boolean satisfied = answer.map(Outcome::succeeded).orElse(false);
    if (satisfied) {
      return step.guardOverrules() && !step.always() ? Due.no() : due;
    }
    if (answer.isEmpty() || answer.get().exit() == 127) {
      return Due.pending(verb(step, host, due), UNKNOWN);
    }
    List<String> reasons = new ArrayList<>(due.reasons());
    reasons.add("guard not satisfied");
    return Due.yes(verb(step, host, due), reasons);
  }

  private String verb(Step step, String host, Due due) {
    if (!due.verb().isEmpty()) {
      return due.verb();
    }
    return switch (Kind.of(step)) {
      case UNIT -> isActive(step, host) ? "restart" : "start";
      case GATE -> "wait";
      default -> "run";
    };
  }

  private boolean isActive(Step step, String host) {
    UnitState unit = state(host).observed().units().get(new Details(step).unit());
    return unit != null && unit.isActive();
  }

  private Due sql(Step step, String host) {
    Optional<Outcome> answer = world.answers().of(host, Probe.sql(step));
    int items = new Details(step).items().size();
    if (answer.isEmpty() || !answer.get().succeeded()) {
      return Due.pending("run up to " + items + " items", UNKNOWN);
    }
    List<String> left = lines(answer.get());
    return left.isEmpty() ? Due.no() : Due.yes("run", left);
  }

  private Due live(Step step, String host) {
    Optional<Outcome> answer = world.answers().of(host, Probe.live(step));
    if (answer.isEmpty() || !answer.get().succeeded()) {
      return Due.pending("merge", UNKNOWN);
    }
    Optional<LiveMerge> merge = LiveMerge.of(world, step, host, answer.get().stdout());
    if (merge.isEmpty()) {
      return Due.pending("merge", UNKNOWN);
    }
    boolean unknown = merge.get().names().isEmpty() && !LiveMerge.isRecorded(world, step, host);
    return unknown
        ? Due.yes("adopt", List.of("the service holds it already, and nobody remembers"))
        : Due.yesIfAny("merge", merge.get().names());
  }

  /** What a probe printed, one thing a line. */
  public static List<String> lines(Outcome outcome) {
    return outcome.stdout().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private NodeState state(String host) {
    return world.nodes().get(host);
  }
}
