package io.pgfleet.applier.activation;

import io.pgfleet.applier.node.Replaced;
import io.pgfleet.applier.plan.Details;
import io.pgfleet.applier.plan.World;
import io.pgfleet.applier.tree.Step;
import java.util.List;

/**
 * Finds entries that a run placed on a machine but that no service there has taken up yet. After a
 * failure elsewhere they must not stay: the next restart for any reason would take what just
 * failed.
 */
final class Unproven {
  private final Fleet fleet;

  Unproven(Fleet fleet) {
    this.fleet = fleet;
  }

  /**
   * What to put back on a machine where nothing failed.
   *
   * @param replaced what the run replaced there
   */
  List<Replaced> among(List<Replaced> replaced, Machine machine) {
    List<Details> waiting =
        fleet.desired().steps().filter(step -> waits(step, machine)).map(Details::new).toList();
    return replaced.stream()
        .filter(each -> waiting.stream().anyMatch(one -> one.takesUp(each.change().name())))
        .toList();
  }

  /** A step that ran with the old content once, and is still to act. */
  private boolean waits(Step step, Machine machine) {
    return World.isOfNodes(step)
        && step.nodes().contains(machine.host())
        && machine.before().recorded().steps().containsKey(step.id())
        && !fleet.acted().on(step.id(), machine.host())
        && !fleet.dueness().of(step, machine.host()).isNo();
  }
}
