package io.pgfleet.applier.sync;

import io.pgfleet.applier.node.Content;
import io.pgfleet.applier.node.Node;
import io.pgfleet.applier.node.Placement;
import io.pgfleet.applier.plan.EntryChange;
import io.pgfleet.applier.plan.NodeState;
import io.pgfleet.applier.plan.RecordFormat;
import io.pgfleet.applier.plan.Recorded;
import io.pgfleet.applier.tree.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Brings entries of one machine into the desired state. */
public final class Sync {
  private static final Set<String> WITH_CONTENT = Set.of("file", "block", "seed");

  private final String run;
  private final Contents contents;

  public Sync(String run, Contents contents) {
    this.run = run;
    this.contents = contents;
  }

  /** Sends what the changes need; nothing is live after that. Tells how many entries were sent. */
  public int stage(Node node, NodeState state, List<EntryChange> changes) {
    List<Content> staged = new ArrayList<>();
    for (EntryChange change : changes) {
      if (!isPut(change) || !WITH_CONTENT.contains(change.change().kind())) {
        continue;
      }
      Entry entry = state.desired().entries().get(change.name());
      staged.add(new Content(entry.name(), contents.of(node.host(), entry)));
    }
    if (!staged.isEmpty()) {
      node.stage(run, staged);
    }
    return staged.size();
  }

  /** Switches staged entries and removes others; tells what the machine's record is then. */
  public Recorded place(Node node, NodeState state, List<EntryChange> changes) {
    Recorded recorded = state.recorded();
    List<Placement.Change> placed = new ArrayList<>();
    for (EntryChange change : changes) {
      placed.add(change.change());
      recorded =
          isPut(change)
              ? recorded.withEntry(
                  change.name(), state.held(state.desired().entries().get(change.name())))
              : recorded.withoutEntry(change.name());
    }
    node.place(new Placement(run, placed, RecordFormat.write(recorded)));
    return recorded;
  }

  private static boolean isPut(EntryChange change) {
    return change.change().verb().equals("put");
  }
}
