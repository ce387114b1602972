package io.pgfleet.applier.activation;

import io.pgfleet.applier.node.Placement;
import io.pgfleet.applier.plan.Due;
import io.pgfleet.applier.plan.EntryChange;
import io.pgfleet.applier.sync.Sync;
import io.pgfleet.applier.tree.Step;
import java.util.List;

/** Switches the entries of a step. */
final class PlaceAction implements Action {
  private static final String UNIT_FILES = "/etc/systemd/system/";

  private final Fleet fleet;
  private final Sync sync;

  PlaceAction(Fleet fleet, Sync sync) {
    this.fleet = fleet;
    this.sync = sync;
  }

  @Override
  public void act(Machine machine, Step step, Due due) {
    place(
        machine,
        fleet.changes(machine.host()).stream()
            .filter(change -> change.acts() && change.step().equals(step.id()))
            .toList());
  }

  void place(Machine machine, List<EntryChange> changes) {
    machine.remembered(sync.place(machine.node(), machine.state(), changes));
    if (changes.stream().anyMatch(change -> isUnitFile(change.change()))) {
      machine.unitFilesChanged(true);
    }
  }

  static boolean isUnitFile(Placement.Change change) {
    return change.path().startsWith(UNIT_FILES);
  }
}
