package io.pgfleet.applier.node;

import java.util.UUID;

/**
 * A systemd unit in memory.
 *
 * @param startable whether it becomes active when it is started
 * @param reloads how often it was reloaded
 */
public record FakeUnit(
    String activeState,
    boolean enabled,
    String invocation,
    boolean needsDaemonReload,
    boolean startable,
    int reloads) {

  public static FakeUnit inactive() {
    return new FakeUnit("inactive", false, "", false, true, 0);
  }

  public static FakeUnit active() {
    return inactive().started();
  }

  /** One that fails when it is started. */
  public FakeUnit broken() {
    return new FakeUnit(activeState, enabled, invocation, needsDaemonReload, false, reloads);
  }

  /** One that starts again. */
  public FakeUnit mended() {
    return new FakeUnit(activeState, enabled, invocation, needsDaemonReload, true, reloads);
  }

  FakeUnit started() {
    String state = startable ? "active" : "failed";
    String started = UUID.randomUUID().toString().replace("-", "");
    return new FakeUnit(state, enabled, started, needsDaemonReload, startable, reloads);
  }

  FakeUnit stopped() {
    return new FakeUnit("inactive", enabled, "", needsDaemonReload, startable, reloads);
  }

  FakeUnit reloaded() {
    return new FakeUnit(
        activeState, enabled, invocation, needsDaemonReload, startable, reloads + 1);
  }

  FakeUnit withEnabled(boolean wanted) {
    return new FakeUnit(activeState, wanted, invocation, needsDaemonReload, startable, reloads);
  }

  FakeUnit withFileChanged(boolean changed) {
    return new FakeUnit(activeState, enabled, invocation, changed, startable, reloads);
  }

  Observation.UnitState seen() {
    String sub =
        activeState.equals("active") ? "running" : activeState.equals("failed") ? "failed" : "dead";
    String file = enabled ? "enabled" : "disabled";
    return new Observation.UnitState(activeState, sub, file, invocation, needsDaemonReload);
  }
}
