package io.pgfleet.applier.node;

import java.util.List;

/**
 * What to do with a unit.
 *
 * @param verb start, stop, restart, reload or none (only enable or disable)
 * @param enabled whether it starts at boot
 * @param daemonReload whether systemd reads unit files again first
 * @param reloadArgv command that reloads; empty for systemd's own
 */
public record UnitAction(
    String unit, String verb, boolean enabled, boolean daemonReload, List<String> reloadArgv) {
  public UnitAction {
    reloadArgv = List.copyOf(reloadArgv);
  }
}
