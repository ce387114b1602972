package io.pgfleet.applier.plan;

import io.pgfleet.applier.node.Observation;
import io.pgfleet.applier.tree.Entry;

/** A machine as it should be, as it was recorded and as it is. */
public record NodeState(Desired.Holding desired, Recorded recorded, Observation observed) {

  public String host() {
    return desired.host();
  }

  public NodeKey key() {
    return new NodeKey(observed.key());
  }

  public NodeState with(Recorded newer) {
    return new NodeState(desired, newer, observed);
  }

  public NodeState with(Observation newer) {
    return new NodeState(desired, recorded, newer);
  }

  /** How the entry is recorded once it is as desired. */
  public Recorded.Held held(Entry entry) {
    return new Recorded.Held(
        entry.kind(),
        seal(desired.content(entry)),
        entry.owner(),
        entry.group(),
        entry.mode(),
        entry.target(),
        entry.step());
  }

  /** A sealed content digest; empty for nothing. */
  public String seal(String content) {
    return content.isEmpty() ? "" : key().seal(content);
  }
}
