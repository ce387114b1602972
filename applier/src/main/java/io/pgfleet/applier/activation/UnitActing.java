package io.pgfleet.applier.activation;

import io.pgfleet.applier.node.Observation.UnitState;
import io.pgfleet.applier.node.UnitAction;
import io.pgfleet.applier.plan.Details;
import io.pgfleet.applier.plan.Due;
import io.pgfleet.applier.tree.Step;
import java.time.Duration;

/** Brings a unit into its state; systemd reads changed unit files first. */
final class UnitActing implements Action {

  @Override
  public void act(Machine machine, Step step, Due due) {
    act(machine, step, due.verb(), new Details(step).wantsEnabled());
  }

  void act(Machine machine, Step step, String verb, boolean enabled) {
    Details details = new Details(step);
    UnitState unit = machine.state().observed().units().get(details.unit());
    boolean daemonReload = machine.unitFilesChanged() || (unit != null && unit.needsDaemonReload());
    UnitAction action =
        new UnitAction(details.unit(), verb, enabled, daemonReload, details.reloadArgv());
    Duration limit = Duration.ofSeconds(step.timeoutSeconds());
    String what = verb.equals("none") ? (enabled ? "enable" : "disable") : verb;
    Tried.to(what + " " + details.unit(), machine, machine.node().unit(action, limit));
    machine.unitFilesChanged(false);
  }
}
