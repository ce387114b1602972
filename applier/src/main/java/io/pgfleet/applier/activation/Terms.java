package io.pgfleet.applier.activation;

import io.pgfleet.applier.plan.Selection;
import io.pgfleet.applier.plan.World;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What was asked of a run.
 *
 * @param stop whether to stop as soon as the running step is done
 * @param selection which part of the tree is carried out
 * @param failures how many machines may fail before the run stops
 * @param who wants it, for the journals
 * @param look shown the fleet once all machines are held and before anything changes; may refuse
 */
public record Terms(
    BooleanSupplier stop, Selection selection, int failures, String who, Consumer<World> look) {

  /** Everything, and a first failure stops it. */
  public static Terms whole(BooleanSupplier stop) {
    return new Terms(stop, Selection.all(), 0, "somebody", world -> {});
  }
}
