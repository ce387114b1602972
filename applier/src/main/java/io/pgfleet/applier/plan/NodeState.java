package io.pgfleet.applier.plan;

import io.pgfleet.applier.node.Observation;
import io.pgfleet.applier.tree.Entry;
import java.util.Collections;

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

  /** The same with entries recorded that a run which died had put. */
  public NodeState settled() {
    Recorded settled = recorded;
    for (String name : recorded.belongings().intended().keySet()) {
      Recorded.Held intention = recorded.belongings().intended().get(name);
      if (new EntryPlanner(this).isWholly(name, intention)) {
        settled = settled.withEntry(name, intention);
      }
    }
    return with(settled.intending(Collections.emptySortedMap()));
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
        entry.step(),
        entry.lifeline());
  }

  /** A sealed content digest; empty for nothing. */
  public String seal(String content) {
    return content.isEmpty() ? "" : key().seal(content);
  }

  /**
   * Tells whether the machine changed. It stands for contents, so it is sealed with the machine's
   * own key; before the first contact there is none, and only the generation counts.
   */
  public String fingerprint() {
    StringBuilder text = new StringBuilder();
    observed
        .entries()
        .forEach((name, seen) -> text.append(name).append('=').append(seen).append('\n'));
    observed
        .units()
        .forEach((name, unit) -> text.append(name).append(unit.active()).append(unit.enabled()));
    text.append(observed.packages());
    return recorded.standing().generation() + ":" + seal(text.toString());
  }
}
