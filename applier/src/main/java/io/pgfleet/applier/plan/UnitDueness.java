package io.pgfleet.applier.plan;

import io.pgfleet.applier.node.Observation.UnitState;
import io.pgfleet.applier.tree.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Decides what a unit step has to do with its unit. */
final class UnitDueness {
  private static final UnitState ABSENT = new UnitState("inactive", "", "", "", false);
  private static final Set<String> OFF = Set.of("", "disabled", "masked", "not-found");

  private final World world;
  private final Triggers triggers;

  UnitDueness(World world, Triggers triggers) {
    this.world = world;
    this.triggers = triggers;
  }

  Due of(Step step, String host) {
    Details details = new Details(step);
    UnitState unit =
        world.nodes().get(host).observed().units().getOrDefault(details.unit(), ABSENT);
    List<String> reasons = new ArrayList<>();
    String verb =
        details.wantsStarted() ? started(step, host, unit, reasons) : stopped(unit, reasons);
    if (details.wantsEnabled() && OFF.contains(unit.enabled())) {
      reasons.add("is not enabled");
    }
    if (!details.wantsEnabled() && unit.enabled().equals("enabled")) {
      reasons.add("is enabled");
    }
    return Due.yesIfAny(verb, reasons);
  }

  private static String stopped(UnitState unit, List<String> reasons) {
    if (unit.isActive()) {
      reasons.add("unit is " + unit.active());
      return "stop";
    }
    return "none";
  }

  private String started(Step step, String host, UnitState unit, List<String> reasons) {
    Details details = new Details(step);
    boolean first = triggers.isFirst(step, host);
    if (first) {
      reasons.add("first time");
    }
    if (!unit.isActive()) {
      reasons.add("unit is " + unit.active());
      return "start";
    }
    if (first) {
      return reloadIsEnough(details) ? "reload" : "restart";
    }
    Recorded.Mark old = triggers.mark(step, host);
    Recorded.Mark wanted = triggers.expected(step, host);
    if (!old.restartDigest().equals(wanted.restartDigest())) {
      reasons.add(triggers.changed(details.restartOn(), host));
      return "restart";
    }
    if (!old.reloadDigest().equals(wanted.reloadDigest())) {
      reasons.add(triggers.changed(details.reloadOn(), host));
      return "reload";
    }
    return "none";
  }

  private static boolean reloadIsEnough(Details details) {
    return details.restartOn().isEmpty() && !details.reloadOn().isEmpty();
  }
}
