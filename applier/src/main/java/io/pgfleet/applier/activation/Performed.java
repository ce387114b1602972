package io.pgfleet.applier.activation;

import io.pgfleet.applier.node.Observation.UnitState;
import io.pgfleet.applier.plan.Details;
import io.pgfleet.applier.plan.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run did to the units of one machine. */
final class Performed {
  private static final List<String> STRENGTH = List.of("none", "reload", "restart");

  private final Machine machine;

  Performed(Machine machine) {
    this.machine = machine;
  }

  /** Whether any step that was begun has to be taken back, apart from entries. */
  boolean hasWayBack() {
    return machine.performed().stream()
        .anyMatch(
            done ->
                Kind.of(done.step()) == Kind.UNIT || done.step().undo().kind().equals("command"));
  }

  List<Machine.Performed> units() {
    return machine.performed().stream().filter(done -> Kind.of(done.step()) == Kind.UNIT).toList();
  }

  /** Whether the run brought the unit to life that had never been ours before. */
  boolean isNewborn(Machine.Performed done) {
    String unit = new Details(done.step()).unit();
    return !wasActive(unit)
        && units().stream()
            .filter(other -> new Details(other.step()).unit().equals(unit))
            .noneMatch(other -> isRemembered(other));
  }

  /** Whether an earlier run did the step here. */
  boolean isRemembered(Machine.Performed done) {
    return machine.before().recorded().steps().containsKey(done.step().id());
  }

  /** What has to be done again to units once the old content is back, by unit. */
  Map<String, Machine.Performed> again() {
    Map<String, Machine.Performed> again = new LinkedHashMap<>();
    for (Machine.Performed done : units()) {
      if (isNewborn(done)) {
        continue;
      }
      again.merge(
          new Details(done.step()).unit(),
          new Machine.Performed(done.step(), verbAgain(done.verb())),
          (one, other) ->
              STRENGTH.indexOf(one.verb()) > STRENGTH.indexOf(other.verb()) ? one : other);
    }
    return again;
  }

  /** What was only enabled or disabled is that no more; what was stopped runs again. */
  private static String verbAgain(String verb) {
    return verb.equals("reload") || verb.equals("none") ? verb : "restart";
  }

  boolean wasActive(String unit) {
    UnitState before = machine.before().observed().units().get(unit);
    return before != null && before.isActive();
  }

  boolean wasEnabled(String unit) {
    UnitState before = machine.before().observed().units().get(unit);
    return before != null && before.enabled().equals("enabled");
  }
}
