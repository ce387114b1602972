package io.pgfleet.applier.cli;

import io.pgfleet.applier.Applier;
import io.pgfleet.applier.Expiring;
import io.pgfleet.applier.Fence;
import io.pgfleet.applier.plan.Membership;
import io.pgfleet.applier.tree.Checkout;
import io.pgfleet.applier.tree.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a run is refused for, and a plan only warned of. */
final class Checks {
  private final Console console;
  private final Folders folders;
  private final boolean planOnly;

  Checks(Console console, Folders folders, boolean planOnly) {
    this.console = console;
    this.folders = folders;
    this.planOnly = planOnly;
  }

  /** Refuses a tree that nobody can find again. */
  void committed(Tree tree, boolean allowDirty) {
    if (!tree.commit().dirty()) {
      return;
    }
    if (!planOnly && !allowDirty && !Environment.read(folders.inventory()).demo()) {
      throw new Refusal(
          ExitCode.REFUSED, folders.tree() + " is not committed; commit it, or use --allow-dirty");
    }
    console.say("notice: " + folders.tree() + " is not committed");
  }

  /** Refuses to place what is of no use any more. */
  void valid(Tree tree, List<String> hosts, Instant now) {
    Expiring expiring = new Expiring(tree, hosts, now);
    expiring.soon().forEach(one -> console.say("warning: expires soon: " + one));
    List<String> over = expiring.over();
    if (!over.isEmpty() && !planOnly) {
      throw new Refusal(
          ExitCode.REFUSED,
          "expired: " + String.join("\nexpired: ", over) + "\nrenew them, and compile again");
    }
    over.forEach(one -> console.say("warning: expired: " + one));
  }

  /** Refuses to go back in history, and to take another environment's machines. */
  void forward(Tree tree, Applier.Planned planned, boolean force) {
    try (Checkout checkout = Checkout.around(folders.tree())) {
      refuse(
          ExitCode.STALE, force, new Fence(tree, checkout::descends).objections(planned.world()));
    }
  }

  /** Refuses to bring a change of a group's members to some of them. */
  void whole(Applier.Planned planned, boolean force) {
    List<String> hosts = new ArrayList<>(planned.world().nodes().keySet());
    hosts.addAll(planned.plan().rest().unknown().keySet());
    hosts.removeAll(planned.plan().rest().left());
    refuse(ExitCode.REFUSED, force, new Membership(planned.all()).objections(hosts));
  }

  private void refuse(ExitCode code, boolean force, List<String> objections) {
    if (!objections.isEmpty() && !force && !planOnly) {
      throw new Refusal(code, String.join("\n", objections));
    }
    objections.forEach(one -> console.say("warning: " + one));
  }
}
